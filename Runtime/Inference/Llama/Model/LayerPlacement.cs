using System;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>Where a model's layers are: on the CPU, or the last so many of them on a GPU.</summary>
    internal readonly struct LayerPlacement : IEquatable<LayerPlacement>
    {
        /// <param name="gpu">Holds the layers.</param>
        /// <param name="layers">At least one; the output counts as the last.</param>
        public LayerPlacement(ComputeDevice gpu, int layers)
        {
            Gpu = gpu;
            Layers = layers;
        }

        /// <summary>All of it in main memory; no GPU is touched.</summary>
        public static LayerPlacement Cpu => default;

        public ComputeDevice? Gpu { get; }

        /// <summary>How many layers are on the GPU.</summary>
        public int Layers { get; }

        public bool Equals(LayerPlacement other) => Gpu?.Handle == other.Gpu?.Handle && Layers == other.Layers;

        public override bool Equals(object? obj) => obj is LayerPlacement other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(Gpu?.Handle, Layers);
    }
}
