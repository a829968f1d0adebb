using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.KvCache
{
    /// <summary>KV cells of conversations that lost their place in the cache, kept in plain memory: to copy them back is far quicker than to read the conversation again.</summary>
    /// <remarks>
    /// One block of memory, written round and round, so that conversations of many lengths leave no holes behind them; what the next one is written
    /// over goes. The system gives the block page by page as it is written to. With Gemma 3 270M on two cores a conversation of 600 tokens takes
    /// 11 MB, which are copied within milliseconds, while reading it takes a second. Used by the worker only.
    /// </remarks>
    internal sealed unsafe class KvSnapshotStore : IDisposable
    {
        /// <summary>Fewer tokens are read again about as fast.</summary>
        public const int WorthTokens = 64;

        readonly LlamaContext _context;
        readonly long _capacity;
        readonly List<Entry> _entries = new List<Entry>(); // oldest first
        IntPtr _block; // zero until the first conversation is kept
        long _next; // where in it the next conversation is written
        Entry? _leaving; // found, and not to be written over before it is restored

        /// <param name="context">Whose cells they are.</param>
        /// <param name="capacity">Bytes; 0 keeps nothing.</param>
        public KvSnapshotStore(LlamaContext context, long capacity)
        {
            _context = context;
            _capacity = capacity;
        }

        /// <summary>Copies a sequence out of the cache, if it is worth it. The sequence stays as it is.</summary>
        public void Save(Sequence sequence)
        {
            if (sequence.Tokens.Count < WorthTokens || sequence.LastUse == 0)
                return;
            long size = _context.StateSize(sequence.Id);
            if (size <= 0 || size > _capacity)
                return;
            long begin = _next + size <= _capacity ? _next : 0;
            if (_leaving?.Overlaps(begin, size) == true)
                return;
            for (int i = _entries.Count - 1; i >= 0; i--)
            {
                if (_entries[i].Overlaps(begin, size))
                    _entries.RemoveAt(i);
            }

            if (_block == IntPtr.Zero)
                _block = Marshal.AllocHGlobal((IntPtr)_capacity);
            if (!_context.SaveState(sequence.Id, At(begin), size))
                return;
            _next = begin + size;
            bool isPruned = _context.Window > 0 && sequence.Tokens.Count > _context.Window; // llama.cpp leaves out what the window has passed
            int leastLength = isPruned ? sequence.Tokens.Count : _context.LeastLength(sequence.Id);
            _entries.Add(new Entry(begin, size, sequence.Tokens.ToArray(), sequence.Adapter, leastLength));
        }

        /// <summary>Finds the kept conversation that a prompt continues furthest, if it is so much longer than what the cache still holds that it is worth it.</summary>
        /// <returns>Safe until it is restored or the next is sought; null if there is none.</returns>
        public Entry? Find(List<int> prompt, AdapterKey adapter, int cached)
        {
            _leaving = null;
            int longest = cached + WorthTokens - 1;
            foreach (Entry entry in _entries)
            {
                int common = entry.Adapter.Equals(adapter) ? Math.Min(Sequence.CommonPrefix(entry.Tokens, prompt), prompt.Count - 1) : 0;
                if (common > longest && common >= entry.LeastLength)
                    (_leaving, longest) = (entry, common);
            }

            return _leaving;
        }

        /// <summary>Moves a kept conversation back into an empty sequence. False if the cache cannot take it.</summary>
        public bool Restore(Entry entry, Sequence sequence)
        {
            _leaving = null;
            _entries.Remove(entry);
            if (!_context.LoadState(sequence.Id, At(entry.Begin), entry.Size))
                return false;
            sequence.Tokens.AddRange(entry.Tokens);
            sequence.Adapter = entry.Adapter;
            return true;
        }

        public void Dispose()
        {
            _entries.Clear();
            Marshal.FreeHGlobal(_block);
            _block = IntPtr.Zero;
        }

        byte* At(long offset) => (byte*)_block + offset;

        /// <summary>One conversation's cells.</summary>
        internal sealed class Entry
        {
            public Entry(long begin, long size, int[] tokens, AdapterKey adapter, int leastLength)
            {
                Begin = begin;
                Size = size;
                Tokens = tokens;
                Adapter = adapter;
                LeastLength = leastLength;
            }

            /// <summary>Where in the block its bytes begin.</summary>
            public long Begin { get; }

            public long Size { get; }

            public int[] Tokens { get; }

            public AdapterKey Adapter { get; }

            /// <summary>As in <see cref="LlamaContext.LeastLength"/>.</summary>
            public int LeastLength { get; }

            public bool Overlaps(long begin, long size) => Begin < begin + size && begin < Begin + Size;
        }
    }
}
