using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ojousama.Recall
{
    /// <summary>The three vector operations of recall, as wide as the machine's SIMD registers.</summary>
    internal static class VectorMath
    {
        /// <summary>Four independent sums hide the latency of the additions.</summary>
        public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            var va = MemoryMarshal.Cast<float, Vector<float>>(a);
            var vb = MemoryMarshal.Cast<float, Vector<float>>(b.Slice(0, a.Length));
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            int i = 0;
            for (; i + 4 <= va.Length; i += 4)
            {
                s0 += va[i] * vb[i];
                s1 += va[i + 1] * vb[i + 1];
                s2 += va[i + 2] * vb[i + 2];
                s3 += va[i + 3] * vb[i + 3];
            }

            for (; i < va.Length; i++)
                s0 += va[i] * vb[i];
            float sum = Vector.Dot((s0 + s1) + (s2 + s3), Vector<float>.One);
            for (int j = va.Length * Vector<float>.Count; j < a.Length; j++)
                sum += a[j] * b[j];
            return sum;
        }

        public static void Add(Span<float> sum, ReadOnlySpan<float> addend)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += addend[i];
        }

        /// <summary>Scales to length 1; a zero vector stays zero.</summary>
        public static void Normalize(Span<float> vector)
        {
            float length = MathF.Sqrt(Dot(vector, vector));
            if (length == 0)
                return;
            for (int i = 0; i < vector.Length; i++)
                vector[i] /= length;
        }
    }
}
