using System;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>Which adapter, at which strength: KV cells computed under one are wrong under any other.</summary>
    internal readonly struct AdapterKey : IEquatable<AdapterKey>
    {
        /// <param name="adapter">Null for the bare model.</param>
        /// <param name="scale">Without meaning for the bare model.</param>
        public AdapterKey(LlamaAdapter? adapter, float scale)
        {
            Adapter = scale == 0f ? null : adapter;
            Scale = Adapter == null ? 0f : scale;
        }

        public LlamaAdapter? Adapter { get; }

        public float Scale { get; }

        public bool Equals(AdapterKey other) => ReferenceEquals(Adapter, other.Adapter) && Scale == other.Scale;

        public override bool Equals(object? obj) => obj is AdapterKey other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(Adapter, Scale);
    }
}
