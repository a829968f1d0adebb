using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ojousama.Inference
{
    /// <summary>The vector operations of recall, as wide as the machine's SIMD registers.</summary>
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

        /// <summary>The same for bytes. No value may lie beyond ±127: then two products still fit into 16 bits.</summary>
        /// <param name="a">Widened already, because it is compared with many.</param>
        /// <param name="b">As long as <paramref name="a"/>.</param>
        public static int Dot(ReadOnlySpan<short> a, ReadOnlySpan<sbyte> b)
        {
            var va = MemoryMarshal.Cast<short, Vector<short>>(a);
            var vb = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(b.Slice(0, a.Length));
            Vector<int> s0 = default, s1 = default;
            for (int i = 0; i < vb.Length; i++)
            {
                Vector.Widen(vb[i], out Vector<short> low, out Vector<short> high);
                Vector.Widen((low * va[2 * i]) + (high * va[(2 * i) + 1]), out Vector<int> p0, out Vector<int> p1);
                s0 += p0;
                s1 += p1;
            }

            int sum = Vector.Dot(s0 + s1, Vector<int>.One);
            for (int j = vb.Length * Vector<sbyte>.Count; j < a.Length; j++)
                sum += a[j] * b[j];
            return sum;
        }

        /// <summary>What one step of 127 stands for; 1 for a zero vector.</summary>
        public static float Scale(ReadOnlySpan<float> vector)
        {
            float largest = 0;
            foreach (float value in vector)
                largest = MathF.Max(largest, MathF.Abs(value));
            return largest == 0 ? 1 : largest / 127;
        }

        public static void Add(Span<float> sum, ReadOnlySpan<float> addend)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += addend[i];
        }

        public static void Subtract(Span<float> vector, ReadOnlySpan<float> subtrahend)
        {
            for (int i = 0; i < vector.Length; i++)
                vector[i] -= subtrahend[i];
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
