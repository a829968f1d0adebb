using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>The GPU backends in a folder of libraries. None is opened before a model asks for a GPU, because that starts its driver.</summary>
    /// <remarks>Thread-safe.</remarks>
    internal sealed class GpuBackends
    {
        // Best first. CUDA's kernels are ahead of Vulkan's on the same card; Metal is the only one on its machines.
        static readonly string[] s_names = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? new[] { "Metal" } : new[] { "CUDA", "Vulkan" };

        readonly BackendRegistry _registry;
        readonly string _folder;
        readonly object _lock = new object();
        IReadOnlyList<(string Name, string? Problem)>? _opened; // guarded by _lock
        CudaKernels? _cudaKernels; // guarded by _lock

        /// <param name="registry">Where they are made known.</param>
        /// <param name="folder">Holds their libraries, or lacks them.</param>
        public GpuBackends(BackendRegistry registry, string folder)
        {
            _registry = registry;
            _folder = folder;
        }

        /// <summary>Where a backend's library lies, if it is there.</summary>
        public string PathOf(string backend) => Path.Combine(_folder, BackendRegistry.FileOf(backend.ToLowerInvariant()));

        /// <summary>Opens those that are there, once.</summary>
        /// <returns>Each backend that this system could have, best first, and why it cannot be used.</returns>
        public IReadOnlyList<(string Name, string? Problem)> Open()
        {
            lock (_lock)
                return _opened ??= s_names.Select(name => (name, Problem(name))).ToList();
        }

        /// <summary>The GPUs to try, best first: those with memory of their own, in the order of their backends; then those that share the machine's.</summary>
        public IReadOnlyList<ComputeDevice> Devices()
        {
            lock (_lock)
            {
                if (Open().All(b => b.Problem != null))
                    return Array.Empty<ComputeDevice>();
                return _registry.Gpus().OrderBy(d => d.Kind == DeviceKind.SharedGpu).ThenBy(Rank).ThenByDescending(d => _registry.Memory(d).Free).ToList();
            }
        }

        /// <summary>Why a device cannot be used although its backend starts, or null. To be asked before anything is loaded onto it.</summary>
        public string? Problem(ComputeDevice device)
        {
            if (!device.Backend.Equals("CUDA", StringComparison.OrdinalIgnoreCase) || !int.TryParse(device.Name.Substring("CUDA".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal))
                return null;
            lock (_lock)
                _cudaKernels ??= CudaKernels.Read(PathOf(device.Backend));
            return CudaDriver.Of(ordinal) is var (capability, version) ? _cudaKernels.Problem(capability, version) : null;
        }

        string? Problem(string name)
        {
            string path = PathOf(name);
            if (!File.Exists(path))
                return $"{Path.GetFileName(path)} is not installed";
            int before = _registry.Gpus().Count;
            return _registry.TryLoad(path) ?? (_registry.Gpus().Count > before ? null : "it finds no GPU with a driver");
        }

        static int Rank(ComputeDevice device) => Array.FindIndex(s_names, name => device.Backend.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }
}
