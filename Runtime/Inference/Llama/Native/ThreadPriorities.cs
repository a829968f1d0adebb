using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Puts a thread that computes behind those that draw.</summary>
    internal static class ThreadPriorities
    {
        const int ProcessOrThread = 0; // PRIO_PROCESS; on Linux a thread has a niceness of its own
        const int Niceness = 3; // half the share of a normal thread where both want one core, and more would starve the reply

        /// <summary>Lowers the calling thread, and with it the threads that it starts. Where the platform does not let it, nothing happens.</summary>
        public static void LowerCurrent()
        {
            try
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal; // what Windows goes by; .NET ignores it on Linux
                if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
                    setpriority(ProcessOrThread, 0, Niceness);
            }
            catch (Exception e) when (e is DllNotFoundException || e is EntryPointNotFoundException || e is ThreadStateException)
            {
                // It computes with the priority that it has.
            }
        }

        [DllImport("libc.so.6")]
        static extern int setpriority(int which, uint who, int value);
    }
}
