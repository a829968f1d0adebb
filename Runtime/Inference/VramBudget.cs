using System;

namespace Ojousama.Inference
{
    /// <summary>How much of a GPU's memory a model may take; what it leaves is for rendering. Immutable.</summary>
    /// <remarks>A model takes its budget while it loads and no more later, so what the game draws with may be made before or after.</remarks>
    public readonly struct VramBudget : IEquatable<VramBudget>
    {
        const float DefaultShare = 0.75f;

        readonly long _bytes; // 0 where a share counts
        readonly float _share; // 0, as in this type's default value, for the default

        VramBudget(long bytes, float share)
        {
            _bytes = bytes;
            _share = share;
        }

        /// <summary>Three quarters of the GPU's memory.</summary>
        public static VramBudget Default => default;

        /// <summary>So many bytes.</summary>
        /// <param name="bytes">More than 0. To keep a model off the GPU, ask for no GPU layers.</param>
        public static VramBudget OfBytes(long bytes) => bytes > 0
            ? new VramBudget(bytes, 0)
            : throw new OjousamaException($"A budget of {bytes} bytes of GPU memory is out of range", "Give it some, or set GpuLayers to 0, which keeps the model off the GPU");

        /// <summary>A share of all the memory that a GPU has, whoever uses it now.</summary>
        /// <param name="share">Above 0 and up to 1.</param>
        public static VramBudget OfShare(float share) => share > 0 && share <= 1
            ? new VramBudget(0, share)
            : throw new OjousamaException($"A budget of {share} of a GPU's memory is out of range", "Set it above 0 and at most 1, e.g. 0.75");

        /// <summary>Bytes of a GPU with so much memory.</summary>
        internal long BytesOf(long total) => _bytes > 0 ? _bytes : (long)(total * (double)Share);

        float Share => _share > 0 ? _share : DefaultShare;

        /// <inheritdoc/>
        public bool Equals(VramBudget other) => _bytes == other._bytes && Share == other.Share;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is VramBudget other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(_bytes, Share);

        /// <inheritdoc/>
        public override string ToString() => _bytes > 0 ? $"{_bytes} bytes" : $"{Share * 100:F0} %";
    }
}
