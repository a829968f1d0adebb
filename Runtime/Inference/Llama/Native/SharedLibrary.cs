using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Opens shared libraries, ours by full path and a driver's by its name alone. Unity's Mono lacks .NET's NativeLibrary.</summary>
    /// <remarks>A library in use stays loaded until the process ends: ggml's backends register themselves and cannot be taken back.</remarks>
    internal static class SharedLibrary
    {
        const int Now = 2; // RTLD_NOW
        const uint SearchBeside = 8; // LOAD_WITH_ALTERED_SEARCH_PATH: what it depends on is looked for in its own folder

        static readonly bool s_windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        static readonly bool s_mac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        /// <exception cref="OjousamaException">With the loader's own words.</exception>
        public static IntPtr Open(string path)
        {
            if (!s_windows)
                Error(); // .NET looks its function up at the first call, which clears what it would tell
            IntPtr handle = s_windows ? LoadLibraryEx(path, IntPtr.Zero, Path.IsPathRooted(path) ? SearchBeside : 0)
                : s_mac ? MacOpen(Utf8(path), Now)
                : LinuxOpen(Utf8(path), Now);
            if (handle != IntPtr.Zero)
                return handle;
            string reason = s_windows ? $"Windows error {Marshal.GetLastWin32Error()}" : Error();
            throw new OjousamaException(
                $"The library {path} does not load: {reason}",
                "Delete the folder that holds it and build Ojousama.Plugin.csproj again; on Windows install the Visual C++ redistributable");
        }

        /// <summary>Lets go of a library of which nothing is in use.</summary>
        public static void Close(IntPtr library)
        {
            if (s_windows)
                FreeLibrary(library);
            else if (s_mac)
                MacClose(library);
            else
                LinuxClose(library);
        }

        public static IntPtr Symbol(IntPtr library, string name)
        {
            IntPtr symbol = s_windows ? GetProcAddress(library, name)
                : s_mac ? MacSymbol(library, Utf8(name))
                : LinuxSymbol(library, Utf8(name));
            if (symbol != IntPtr.Zero)
                return symbol;
            throw new OjousamaException(
                $"llama.cpp's library lacks the function {name}, so it is not release {LlamaLibrary.Release}",
                "Delete the native folder and build Ojousama.Plugin.csproj again");
        }

        /// <summary>A zero-terminated UTF-8 copy.</summary>
        public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + "\0");

        /// <summary>Reads a zero-terminated UTF-8 string that native code owns.</summary>
        public static string Text(IntPtr utf8) => utf8 == IntPtr.Zero ? "" : Marshal.PtrToStringUTF8(utf8) ?? "";

        static string Error() => Text(s_mac ? MacError() : LinuxError());

        [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "LoadLibraryExW")]
        static extern IntPtr LoadLibraryEx(string path, IntPtr file, uint flags);

        [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        static extern IntPtr GetProcAddress(IntPtr library, string name);

        [DllImport("kernel32")]
        static extern int FreeLibrary(IntPtr library);

        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        static extern IntPtr LinuxOpen(byte[] path, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlsym")]
        static extern IntPtr LinuxSymbol(IntPtr library, byte[] name);

        [DllImport("libdl.so.2", EntryPoint = "dlerror")]
        static extern IntPtr LinuxError();

        [DllImport("libdl.so.2", EntryPoint = "dlclose")]
        static extern int LinuxClose(IntPtr library);

        [DllImport("libSystem.dylib", EntryPoint = "dlopen")]
        static extern IntPtr MacOpen(byte[] path, int flags);

        [DllImport("libSystem.dylib", EntryPoint = "dlsym")]
        static extern IntPtr MacSymbol(IntPtr library, byte[] name);

        [DllImport("libSystem.dylib", EntryPoint = "dlerror")]
        static extern IntPtr MacError();

        [DllImport("libSystem.dylib", EntryPoint = "dlclose")]
        static extern int MacClose(IntPtr library);
    }
}
