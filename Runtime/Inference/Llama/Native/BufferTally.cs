using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Counts the memory that llama.cpp takes on this thread, while it lives.</summary>
    /// <remarks>
    /// Read from its log, the only place where release v0.4.0 tells it in C, by lines such as <c>load_tensors:  Vulkan0 model buffer size =  84.40 MiB</c>.
    /// Free memory before and after would count what others take and give meanwhile.
    /// </remarks>
    internal sealed class BufferTally : IDisposable
    {
        const string Mark = " buffer size = ";

        [ThreadStatic] static BufferTally? s_current;

        readonly List<(string Device, double Mebibytes)> _buffers = new List<(string, double)>();

        public BufferTally() => s_current = this;

        /// <summary>Whether somebody counts on this thread.</summary>
        public static bool IsCounting => s_current != null;

        /// <summary>Gives a line of llama.cpp's log to whoever counts on this thread.</summary>
        public static void Record(string line)
        {
            if (s_current == null || !line.Contains(Mark))
                return;
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries); // function: device kind buffer size = number MiB
            int size = Array.IndexOf(words, "=") + 1;
            if (size > 0 && size < words.Length && double.TryParse(words[size], NumberStyles.Float, CultureInfo.InvariantCulture, out double mebibytes))
                s_current._buffers.Add((words[1], mebibytes));
        }

        /// <summary>Bytes on a device so far, to a hundredth of a MiB. Weights that the CPU lays out anew do not count twice: the system takes their mapped pages back.</summary>
        /// <param name="device">ggml's name for it.</param>
        public long Bytes(string device) =>
            (long)(_buffers.Where(b => b.Device == device || b.Device == device + "_Mapped").Sum(b => b.Mebibytes) * (1 << 20));

        public void Dispose() => s_current = null;
    }
}
