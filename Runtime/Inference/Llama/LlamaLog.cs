using System;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama
{
    /// <summary>llama.cpp's own log. Silent until someone listens; its last complaint goes into error messages.</summary>
    internal static class LlamaLog
    {
        const int Error = 4; // GGML_LOG_LEVEL_ERROR

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Callback(int level, IntPtr text, IntPtr data);

        static readonly Callback s_callback = OnLog; // native code keeps it for the life of the process
        [ThreadStatic] static string? s_lastError;

        /// <summary>Receives a level (1 debug to 4 error, 5 continues the line before) and a text, on any thread.</summary>
        public static Action<int, string>? Listener { get; set; }

        public static IntPtr CallbackPointer => Marshal.GetFunctionPointerForDelegate(s_callback);

        /// <summary>The last error that this thread's native calls reported, as a clause to append; empty if there was none. Forgets it.</summary>
        public static string TakeError()
        {
            string? error = s_lastError;
            s_lastError = null;
            return string.IsNullOrWhiteSpace(error) ? "" : $" ({error!.Trim().TrimEnd('.')})";
        }

        [MonoPInvokeCallback(typeof(Callback))]
        static void OnLog(int level, IntPtr text, IntPtr data)
        {
            try
            {
                if (level == Error)
                    s_lastError = SharedLibrary.Text(text);
                Listener?.Invoke(level, SharedLibrary.Text(text));
            }
            catch (Exception)
            {
                // An exception must not travel into native frames; a listener's fault costs no more than its line.
            }
        }
    }
}
