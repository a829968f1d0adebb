using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama
{
    /// <summary>KV cells of talks that lost their place in the cache, kept in plain memory: to copy them back is far quicker than to read the talk again.</summary>
    /// <remarks>
    /// Bytes are bounded; the talk left alone for the longest goes first. With Gemma 3 270M on two cores a talk of 600 tokens takes 11 MB, which
    /// are copied within milliseconds, while reading it takes a second. Used by the worker only.
    /// </remarks>
    internal sealed unsafe class SequenceArchive : IDisposable
    {
        /// <summary>Fewer tokens are read again about as fast.</summary>
        public const int WorthTokens = 64;

        readonly LlamaContext _context;
        readonly long _maxBytes;
        readonly List<Entry> _entries = new List<Entry>(); // oldest first
        long _bytes;

        /// <param name="context">Whose cells they are.</param>
        /// <param name="maxBytes">Most memory; 0 keeps nothing.</param>
        public SequenceArchive(LlamaContext context, long maxBytes)
        {
            _context = context;
            _maxBytes = maxBytes;
        }

        /// <summary>Copies a sequence out of the cache, if it is worth it. The sequence stays as it is.</summary>
        public void Keep(Sequence sequence)
        {
            if (sequence.Tokens.Count < WorthTokens || sequence.LastUse == 0)
                return;
            long size = _context.StateSize(sequence.Id);
            if (size <= 0 || size > _maxBytes)
                return;
            while (_bytes + size > _maxBytes)
                RemoveOldest();
            IntPtr memory = Marshal.AllocHGlobal((IntPtr)size);
            if (_context.SaveState(sequence.Id, (byte*)memory, size))
            {
                _bytes += size;
                bool isPruned = _context.Window > 0 && sequence.Tokens.Count > _context.Window; // llama.cpp leaves out what the window has passed
                _entries.Add(new Entry(memory, size, sequence.Tokens.ToArray(), sequence.Adapter, isPruned ? sequence.Tokens.Count : sequence.LeastLength));
            }
            else
            {
                Marshal.FreeHGlobal(memory);
            }
        }

        /// <summary>Hands out the kept talk that a prompt continues furthest, if it is so much longer than what the cache still holds that it is worth it.</summary>
        /// <returns>The caller disposes it; null if there is none.</returns>
        public Entry? Take(List<int> prompt, AdapterKey adapter, int cached)
        {
            Entry? best = null;
            int longest = cached + WorthTokens - 1;
            foreach (Entry entry in _entries)
            {
                int common = entry.Adapter.Equals(adapter) ? Math.Min(Sequence.CommonPrefix(entry.Tokens, prompt), prompt.Count - 1) : 0;
                if (common > longest && common >= entry.LeastLength)
                    (best, longest) = (entry, common);
            }

            if (best != null)
                Remove(best);
            return best;
        }

        /// <summary>Moves a kept talk back into an empty sequence. False if the cache cannot take it.</summary>
        public bool Restore(Entry entry, Sequence sequence)
        {
            if (!_context.LoadState(sequence.Id, (byte*)entry.Memory, entry.Size))
                return false;
            sequence.Tokens.AddRange(entry.Tokens);
            sequence.Adapter = entry.Adapter;
            sequence.LeastLength = entry.LeastLength;
            return true;
        }

        public void Dispose()
        {
            while (_entries.Count > 0)
                RemoveOldest();
        }

        void RemoveOldest()
        {
            using Entry oldest = _entries[0];
            Remove(oldest);
        }

        void Remove(Entry entry)
        {
            _entries.Remove(entry);
            _bytes -= entry.Size;
        }

        /// <summary>One talk's cells.</summary>
        internal sealed class Entry : IDisposable
        {
            public Entry(IntPtr memory, long size, int[] tokens, AdapterKey adapter, int leastLength)
            {
                Memory = memory;
                Size = size;
                Tokens = tokens;
                Adapter = adapter;
                LeastLength = leastLength;
            }

            public IntPtr Memory { get; private set; }

            public long Size { get; }

            public int[] Tokens { get; }

            public AdapterKey Adapter { get; }

            /// <summary>As in <see cref="Sequence.LeastLength"/>.</summary>
            public int LeastLength { get; }

            public void Dispose()
            {
                Marshal.FreeHGlobal(Memory);
                Memory = IntPtr.Zero;
            }
        }
    }
}
