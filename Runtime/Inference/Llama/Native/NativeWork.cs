using System;
using System.Threading;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Lets the process end only when no thread of the pool is inside llama.cpp any more.</summary>
    /// <remarks>
    /// At the end of a process the libraries' statics are destroyed, and code that still runs on them aborts. Pool threads are not
    /// waited for by .NET, so loading and embedding tell of themselves here. A load that is under way is cut short.
    /// </remarks>
    internal static class NativeWork
    {
        static readonly object s_lock = new object();
        static int s_running; // guarded by s_lock
        static volatile bool s_isEnding;

        static NativeWork()
        {
            AppDomain.CurrentDomain.ProcessExit += (_, __) => WaitForAll();
            AppDomain.CurrentDomain.DomainUnload += (_, __) => WaitForAll();
        }

        /// <summary>Whether the process is about to end: what can stop early should.</summary>
        public static bool IsEnding => s_isEnding;

        /// <summary>Begins a piece of work; dispose the result when it is done.</summary>
        /// <exception cref="OperationCanceledException">The process is ending.</exception>
        public static Piece Begin()
        {
            lock (s_lock)
            {
                if (s_isEnding)
                    throw new OperationCanceledException("The process is ending.");
                s_running++;
            }

            return default;
        }

        static void WaitForAll()
        {
            lock (s_lock)
            {
                s_isEnding = true;
                while (s_running > 0)
                    Monitor.Wait(s_lock);
            }
        }

        internal readonly struct Piece : IDisposable
        {
            public void Dispose()
            {
                lock (s_lock)
                {
                    s_running--;
                    Monitor.PulseAll(s_lock);
                }
            }
        }
    }
}
