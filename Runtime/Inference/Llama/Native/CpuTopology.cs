using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>How many threads native code should use.</summary>
    internal static class CpuTopology
    {
        const int Most = 8; // beyond, small models gain nothing and a game loses its cores

        /// <summary>The wish, or for 0 the number of physical cores, at most 8. Never more than the processors this process may use.</summary>
        public static int Threads(int wish) =>
            Math.Max(1, Math.Min(Environment.ProcessorCount, wish > 0 ? wish : Math.Min(Most, PhysicalCores())));

        static int PhysicalCores()
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && LinuxCores() is int cores && cores > 0)
                return cores;
            // Apple's chips run one thread a core; other desktop processors two, as a rule.
            bool single = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
            return single ? Environment.ProcessorCount : (Environment.ProcessorCount + 1) / 2;
        }

        /// <summary>Groups of hardware threads that share a core; 0 if the kernel does not tell.</summary>
        static int LinuxCores()
        {
            var siblings = new HashSet<string>();
            try
            {
                for (int i = 0; File.Exists($"/sys/devices/system/cpu/cpu{i}/topology/thread_siblings_list"); i++)
                    siblings.Add(File.ReadAllText($"/sys/devices/system/cpu/cpu{i}/topology/thread_siblings_list"));
            }
            catch (IOException)
            {
                return 0;
            }

            return siblings.Count;
        }
    }
}
