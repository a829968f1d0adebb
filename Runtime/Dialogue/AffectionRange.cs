using System;

namespace Ojousama.Dialogue
{
    /// <summary>How much one reply, or one talk, may change affection.</summary>
    public readonly struct AffectionRange
    {
        /// <param name="min">At most 0.</param>
        /// <param name="max">At least 0.</param>
        public AffectionRange(int min, int max)
        {
            if (min > 0 || max < 0)
                throw new ArgumentOutOfRangeException(nameof(min), $"{min} to {max}", "A range of affection holds 0: she may always stay as she was.");
            Min = min;
            Max = max;
        }

        /// <summary>The deepest fall.</summary>
        public int Min { get; }

        /// <summary>The highest rise.</summary>
        public int Max { get; }

        /// <summary>The nearest value within.</summary>
        public int Clamp(int value) => Math.Min(Max, Math.Max(Min, value));
    }
}
