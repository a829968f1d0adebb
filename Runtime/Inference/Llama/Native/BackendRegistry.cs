using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>ggml's list of backends: libraries that can compute, each with the devices that it found.</summary>
    /// <remarks>
    /// Libraries are opened here, one by one: <c>ggml_backend_load_all_from_path</c> says nothing of those that fail and starts the drivers of
    /// GPUs that nobody asked for, and <c>ggml_backend_load</c> takes a path on Windows for text of its old code page. Used under LlamaLibrary's or GpuBackends' lock; ggml's list is not thread-safe.
    /// </remarks>
    internal sealed unsafe class BackendRegistry
    {
        const int ApiVersion = 2; // GGML_BACKEND_API_VERSION
        const int CpuType = 0, GpuType = 1, SharedGpuType = 2; // ggml_backend_dev_type

        static readonly bool s_windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        static readonly string s_prefix = s_windows ? "ggml-" : "libggml-", s_extension = s_windows ? ".dll" : ".so"; // on macOS too

        readonly delegate* unmanaged[Cdecl]<IntPtr, void> _register;
        readonly delegate* unmanaged[Cdecl]<UIntPtr> _deviceCount;
        readonly delegate* unmanaged[Cdecl]<UIntPtr, IntPtr> _device;
        readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr> _name, _description, _registryOf, _registryName;
        readonly delegate* unmanaged[Cdecl]<IntPtr, int> _type;
        readonly delegate* unmanaged[Cdecl]<IntPtr, UIntPtr*, UIntPtr*, void> _memory;
        readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr> _function;

        /// <param name="core">libggml-base.</param>
        /// <param name="ggml">libggml.</param>
        public BackendRegistry(IntPtr core, IntPtr ggml)
        {
            _register = (delegate* unmanaged[Cdecl]<IntPtr, void>)SharedLibrary.Symbol(ggml, "ggml_backend_register");
            _deviceCount = (delegate* unmanaged[Cdecl]<UIntPtr>)SharedLibrary.Symbol(ggml, "ggml_backend_dev_count");
            _device = (delegate* unmanaged[Cdecl]<UIntPtr, IntPtr>)SharedLibrary.Symbol(ggml, "ggml_backend_dev_get");
            _name = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(core, "ggml_backend_dev_name");
            _description = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(core, "ggml_backend_dev_description");
            _type = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(core, "ggml_backend_dev_type");
            _memory = (delegate* unmanaged[Cdecl]<IntPtr, UIntPtr*, UIntPtr*, void>)SharedLibrary.Symbol(core, "ggml_backend_dev_memory");
            _registryOf = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(core, "ggml_backend_dev_backend_reg");
            _registryName = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(core, "ggml_backend_reg_name");
            _function = (delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr>)SharedLibrary.Symbol(core, "ggml_backend_reg_get_proc_address");
        }

        /// <summary>File name of the CPU library that was chosen for this processor.</summary>
        public string CpuFile { get; private set; } = "";

        /// <summary>File name of a backend's library, e.g. libggml-vulkan.so.</summary>
        public static string FileOf(string backend) => s_prefix + backend + s_extension;

        /// <summary>Loads the CPU library that fits this processor best, and what helps it (Apple's BLAS).</summary>
        /// <exception cref="OjousamaException">None in the folder runs here.</exception>
        public void LoadCpu(string folder)
        {
            string blas = Path.Combine(folder, FileOf("blas"));
            if (File.Exists(blas))
                TryLoad(blas);
            foreach (string path in CpuFiles(folder))
            {
                if (TryLoad(path) != null)
                    continue;
                CpuFile = Path.GetFileName(path);
                return;
            }

            throw new OjousamaException($"No CPU backend of llama.cpp in {folder} runs on this processor", "Delete that folder and build Ojousama.Plugin.csproj again");
        }

        /// <summary>Loads a backend's library; one that is loaded already stays as it is.</summary>
        /// <returns>Null, or why it cannot be used.</returns>
        public string? TryLoad(string path)
        {
            IntPtr initialize;
            try
            {
                initialize = SharedLibrary.Symbol(SharedLibrary.Open(path), "ggml_backend_init");
            }
            catch (OjousamaException e)
            {
                return e.Problem;
            }

            int* registry = ((delegate* unmanaged[Cdecl]<int*>)initialize)(); // ggml_backend_reg, which begins with the version of its interface
            if (registry == null)
                return $"{Path.GetFileName(path)} does not start, as its driver is missing or too old";
            if (*registry != ApiVersion)
                return $"{Path.GetFileName(path)} does not belong to llama.cpp {LlamaLibrary.Release}";
            _register((IntPtr)registry);
            return null;
        }

        /// <summary>The processor, once its library is loaded.</summary>
        public ComputeDevice Cpu => Devices().First(d => d.Kind == DeviceKind.Cpu);

        /// <summary>GPUs of every backend that is loaded.</summary>
        public IReadOnlyList<ComputeDevice> Gpus() => Devices().Where(d => d.Kind != DeviceKind.Cpu).ToList();

        /// <summary>The processor, and every GPU of the backends that are loaded.</summary>
        public IReadOnlyList<ComputeDevice> Devices()
        {
            var devices = new List<ComputeDevice>();
            for (ulong i = 0; i < (ulong)_deviceCount(); i++)
            {
                IntPtr handle = _device((UIntPtr)i);
                int type = _type(handle);
                if (type > SharedGpuType) // helpers of the CPU
                    continue;
                devices.Add(new ComputeDevice(
                    handle,
                    SharedLibrary.Text(_name(handle)),
                    SharedLibrary.Text(_description(handle)),
                    SharedLibrary.Text(_registryName(_registryOf(handle))),
                    type == CpuType ? DeviceKind.Cpu : type == GpuType ? DeviceKind.Gpu : DeviceKind.SharedGpu));
            }

            return devices;
        }

        /// <summary>Bytes of a device's memory that are free now, and all of them.</summary>
        public (long Free, long Total) Memory(ComputeDevice device)
        {
            UIntPtr free, total;
            _memory(device.Handle, &free, &total);
            return ((long)Math.Min((ulong)free, long.MaxValue), (long)Math.Min((ulong)total, long.MaxValue));
        }

        /// <summary>A function that only the library of a device's backend has, and hands out by its name; zero if it has none.</summary>
        public IntPtr Function(ComputeDevice device, string name)
        {
            fixed (byte* text = SharedLibrary.Utf8(name))
                return _function(_registryOf(device.Handle), text);
        }

        /// <summary>What the CPU's library uses of this processor, e.g. AVX2.</summary>
        public IReadOnlyList<string> CpuFeatures()
        {
            var features = new List<string>();
            IntPtr function = Function(Cpu, "ggml_backend_get_features");
            if (function == IntPtr.Zero)
                return features;
            var pair = ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr*>)function)(_registryOf(Cpu.Handle)); // name, value, name, value, ..., null
            for (; pair[0] != IntPtr.Zero; pair += 2)
            {
                string value = SharedLibrary.Text(pair[1]);
                features.Add(SharedLibrary.Text(pair[0]) + (value == "1" ? "" : "=" + value));
            }

            return features;
        }

        /// <summary>The variants that run on this processor, the fastest first by their own score, then the one without a variant.</summary>
        static IEnumerable<string> CpuFiles(string folder)
        {
            var scored = new List<(int Score, string Path)>();
            foreach (string path in Directory.GetFiles(folder, FileOf("cpu-*")))
            {
                int score = Score(path);
                if (score > 0)
                    scored.Add((score, path));
            }

            string plain = Path.Combine(folder, FileOf("cpu"));
            return scored.OrderByDescending(s => s.Score).Select(s => s.Path).Concat(File.Exists(plain) ? new[] { plain } : Array.Empty<string>());
        }

        /// <summary>How well a variant fits this processor; 0 if it does not run here.</summary>
        static int Score(string path)
        {
            IntPtr library;
            try
            {
                library = SharedLibrary.Open(path);
            }
            catch (OjousamaException)
            {
                return 0; // damaged, or it needs what this system lacks
            }

            try
            {
                return ((delegate* unmanaged[Cdecl]<int>)SharedLibrary.Symbol(library, "ggml_backend_score"))();
            }
            catch (OjousamaException)
            {
                return 0;
            }
            finally
            {
                SharedLibrary.Close(library);
            }
        }
    }
}
