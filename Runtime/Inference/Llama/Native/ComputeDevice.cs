using System;

namespace Ojousama.Inference.Llama.Native
{
    internal enum DeviceKind
    {
        Cpu,

        /// <summary>With memory of its own.</summary>
        Gpu,

        /// <summary>Uses the machine's main memory.</summary>
        SharedGpu,
    }

    /// <summary>Something that can compute a model: a GPU that a backend of llama.cpp has found, or the CPU. Immutable.</summary>
    internal sealed class ComputeDevice
    {
        /// <param name="handle"><c>ggml_backend_dev_t</c>, which lives as long as the process.</param>
        /// <param name="name">ggml's own, e.g. Vulkan0.</param>
        /// <param name="description">The hardware's own name.</param>
        /// <param name="backend">Whose device it is, e.g. Vulkan. One GPU may be a device of two backends.</param>
        /// <param name="kind">What it is.</param>
        public ComputeDevice(IntPtr handle, string name, string description, string backend, DeviceKind kind)
        {
            Handle = handle;
            Name = name;
            Description = description;
            Backend = backend;
            Kind = kind;
        }

        public IntPtr Handle { get; }

        public string Name { get; }

        public string Description { get; }

        public string Backend { get; }

        public DeviceKind Kind { get; }

        public override string ToString() => $"{Name} ({Description})";
    }
}
