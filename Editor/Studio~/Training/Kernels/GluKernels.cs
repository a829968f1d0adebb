using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Backward of the gated feed-forward units; forward is ggml's own, as in play. Widths are multiples of 16.</summary>
internal static unsafe class GluKernels
{
    const float Root = 0.79788456f; // √(2/π)
    const float Cubic = 0.044715f;

    /// <summary>node[n, T, 2] = d(gate), d(up) of gelu(gate) · up, gelu in its tanh form. Sources: gate, up, dy.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void GeGluBackward(GgmlTensor* node, int part, int parts, void* data) => Backward(node, part, parts, gelu: true);

    /// <summary>node[n, T, 2] = d(gate), d(up) of silu(gate) · up. Sources: gate, up, dy.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void SwiGluBackward(GgmlTensor* node, int part, int parts, void* data) => Backward(node, part, parts, gelu: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Backward(GgmlTensor* node, int part, int parts, bool gelu)
    {
        GgmlTensor* gate = node->Source0, up = node->Source1, gradient = node->Source2;
        long n = node->Shape[0], rows = node->Shape[1];
        Vector512<float> one = Vector512<float>.One, half = Vector512.Create(0.5f);
        for (long row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++)
        {
            float* g = gate->Floats + row * gate->RowStride, u = up->Floats + row * up->RowStride, dy = gradient->Floats + row * gradient->RowStride;
            float* dg = node->Floats + row * n, du = dg + rows * n;
            for (long i = 0; i < n; i += 16)
            {
                Vector512<float> x = Vector512.Load(g + i), d = Vector512.Load(dy + i), value, slope;
                if (gelu)
                {
                    Vector512<float> square = x * x;
                    Vector512<float> t = Tanh(Vector512.Create(Root) * x * (one + Vector512.Create(Cubic) * square));
                    Vector512<float> share = half * (one + t);
                    value = x * share;
                    slope = share + half * x * (one - t * t) * Vector512.Create(Root) * (one + Vector512.Create(3 * Cubic) * square);
                }
                else
                {
                    Vector512<float> sigmoid = one / (one + Vector512.Exp(-x));
                    value = x * sigmoid;
                    slope = sigmoid * (one + x * (one - sigmoid));
                }

                (d * Vector512.Load(u + i) * slope).Store(dg + i);
                (d * value).Store(du + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> bound = Vector512.Create(15f); // beyond, tanh is 1 in a float and exp overflows
        Vector512<float> e = Vector512.Exp(2f * Vector512.Min(Vector512.Max(x, -bound), bound));
        return Vector512<float>.One - Vector512.Create(2f) / (e + Vector512<float>.One);
    }
}
