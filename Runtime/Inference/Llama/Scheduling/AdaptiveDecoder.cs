using System;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>Computes a context's batches with as many threads as pay at the moment: for writing replies and for reading prompts apart.</summary>
    /// <remarks>Used by the thread that owns the context.</remarks>
    internal sealed class AdaptiveDecoder
    {
        const int LeastRead = 16; // tokens from which on a batch is bound by arithmetic, as a prompt is, and no more by memory, as a reply is

        readonly LlamaContext _context;
        readonly int _most;
        readonly ThreadGovernor? _writing, _reading;

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

        /// <summary>Computes the context's batch.</summary>
        /// <remarks>Scores do not depend on the count of threads, of which each computes whole values: those that have to repeat exactly need no other way.</remarks>
        /// <returns>See <see cref="LlamaContext.Decode"/>.</returns>
        public int Decode()
        {
            ThreadGovernor? governor = _context.BatchCount < LeastRead ? _writing : _reading;
            _context.Threads = governor?.Threads ?? _most;
            int result = _context.Decode();
            if (result == 0)
                governor?.Record(_context.BatchCount, _context.DecodeTime.TotalSeconds);
            return result;
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
