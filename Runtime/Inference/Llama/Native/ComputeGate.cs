using System;
using System.Threading;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Lets one native computation use the CPU at a time, in the order of asking.</summary>
    /// <remarks>
    /// ggml's threads spin at their barriers: two computations that together have more threads than the machine has cores run ten times slower.
    /// First come, first served (a monitor alone is not), so that a line is embedded between two decode steps of a long reply.
    /// </remarks>
    internal static class ComputeGate
    {
        static readonly object s_lock = new object();
        static long s_next; // ticket of the next to ask
        static long s_serving; // ticket of the one inside

        /// <summary>Blocks until it is this caller's turn; dispose the result to leave.</summary>
        public static Turn Enter()
        {
            lock (s_lock)
            {
                long ticket = s_next++;
                while (ticket != s_serving)
                    Monitor.Wait(s_lock);
            }

            return default;
        }

        internal readonly struct Turn : IDisposable
        {
            public void Dispose()
            {
                lock (s_lock)
                {
                    s_serving++;
                    Monitor.PulseAll(s_lock);
                }
            }
        }
    }
}
