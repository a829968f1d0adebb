using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>Computes a context's batches with as many threads as pay at the moment: for writing replies and for reading prompts apart.</summary>
    /// <remarks>
    /// A batch whose threads wait for one that lost its core can take forty times as long as ever. It is broken off and computed again with
    /// fewer, so that a player waits a few tokens longer and not half a second. Used by the thread that owns the context.
    /// </remarks>
    internal sealed class AdaptiveDecoder
    {
        const int LeastRead = 16; // tokens from which on a batch is bound by arithmetic, as a prompt is, and no more by memory, as a reply is
        const int Aborted = 2; // see LlamaContext.Decode

        static readonly AbortCallback s_abort = OnAbortAsked; // kept from being collected
        static readonly IntPtr s_abortPointer = Marshal.GetFunctionPointerForDelegate(s_abort);

        readonly LlamaContext _context;
        readonly int _most;
        readonly ThreadGovernor? _writing, _reading;
        Func<bool>? _isUnwanted;
        double _limit; // seconds
        long _start; // of what is being computed, in ticks of the stopwatch; 0 until it was asked about
        bool _isLate;

        /// <param name="context">Lives longer. Its <see cref="LlamaContext.Threads"/> are the most that are used.</param>
        /// <param name="adapts">False for a context on a GPU, whose time is not the CPU's.</param>
        /// <param name="log">Receives a line for each change of threads, on the thread that decodes.</param>
        public AdaptiveDecoder(LlamaContext context, bool adapts, Action<string>? log)
        {
            _context = context;
            _most = context.Threads;
            if (!adapts)
                return;
            _writing = new ThreadGovernor(_most, line => Write(log, "Writes", line));
            _reading = new ThreadGovernor(_most, line => Write(log, "Reads", line));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate byte AbortCallback(IntPtr data);

        /// <summary>Computes the context's batch.</summary>
        /// <param name="isUnwanted">Asked some hundred times meanwhile, on this thread; true ends it. Null for a batch that is wanted whatever comes.</param>
        /// <remarks>Scores do not depend on the count of threads, of which each computes whole values: those that have to repeat exactly need no other way.</remarks>
        /// <returns>See <see cref="LlamaContext.Decode"/>; 2 only if it was unwanted.</returns>
        public int Decode(Func<bool>? isUnwanted = null)
        {
            ThreadGovernor? governor = _context.BatchCount < LeastRead ? _writing : _reading;
            _isUnwanted = isUnwanted;
            while (true)
            {
                _context.Threads = governor?.Threads ?? _most;
                // An aborted batch leaves nothing behind where cells can be taken back; a state cannot.
                _limit = governor != null && _context.SupportsTruncation ? governor.Limit(_context.BatchCount) : double.PositiveInfinity;
                int result = DecodeOnce();
                if (result == 0 || _isLate)
                    governor?.Record(_context.BatchCount, _context.DecodeTime.TotalSeconds);
                if (result == 0 && governor == _reading)
                    _writing?.Expect(_reading!);
                if (result != Aborted || !_isLate)
                    return result;
            }
        }

        int DecodeOnce()
        {
            _start = 0;
            _isLate = false;
            if (_isUnwanted == null && double.IsInfinity(_limit))
                return _context.Decode(); // without being asked for every part
            var self = GCHandle.Alloc(this);
            try
            {
                _context.SetAbortCallback(s_abortPointer, GCHandle.ToIntPtr(self));
                return _context.Decode();
            }
            finally
            {
                _context.SetAbortCallback(IntPtr.Zero, IntPtr.Zero);
                self.Free();
            }
        }

        /// <summary>Asked by llama.cpp between the parts of a computation, on the thread that decodes.</summary>
        [MonoPInvokeCallback(typeof(AbortCallback))]
        static byte OnAbortAsked(IntPtr data)
        {
            var decoder = (AdaptiveDecoder)GCHandle.FromIntPtr(data).Target!;
            if (decoder._isUnwanted?.Invoke() == true)
                return 1;
            long now = Stopwatch.GetTimestamp();
            if (decoder._start == 0)
                decoder._start = now;
            decoder._isLate = (now - decoder._start) / (double)Stopwatch.Frequency > decoder._limit;
            return (byte)(decoder._isLate ? 1 : 0);
        }

        static void Write(Action<string>? log, string verb, string line)
        {
            try
            {
                log?.Invoke($"{verb} {line}");
            }
            catch (Exception)
            {
                // A listener's fault must not cost the reply.
            }
        }
    }
}
