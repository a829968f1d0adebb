using System;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>llama.cpp's own log. Silent until someone listens; its first complaint goes into error messages, since those after it only tell what follows from it.</summary>
    internal static class LlamaLog
    {
        const int Info = 2, Error = 4; // ggml_log_level

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Callback(int level, IntPtr text, IntPtr data);

        static readonly Callback s_callback = OnLog; // native code keeps it for the life of the process
        [ThreadStatic] static string? s_error;

        /// <summary>Receives a level (1 debug to 4 error, 5 continues the line before) and a text, on any thread.</summary>
        public static Action<int, string>? Listener { get; set; }

        public static IntPtr CallbackPointer => Marshal.GetFunctionPointerForDelegate(s_callback);

        /// <summary>The first error that this thread's native calls reported since it was last asked, as a clause to append; empty if there was none. Forgets it.</summary>
        public static string TakeError()
        {
            string? error = s_error;
            s_error = null;
            return string.IsNullOrWhiteSpace(error) ? "" : $" ({error!.Trim().TrimEnd('.')})";
        }

        [MonoPInvokeCallback(typeof(Callback))]
        static void OnLog(int level, IntPtr text, IntPtr data)
        {
            try
            {
                if (level == Error)
                    s_error ??= SharedLibrary.Text(text);
                if (level == Info && BufferTally.IsCounting)
                    BufferTally.Record(SharedLibrary.Text(text));
                Listener?.Invoke(level, SharedLibrary.Text(text));
            }
            catch (Exception)
            {
                // An exception must not travel into native frames; a listener's fault costs no more than its line.
            }
        }
    }
}
