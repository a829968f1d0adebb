using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>RMSNorm with its weight, forward and backward. Widths are multiples of 16; rows may be strided.</summary>
internal static unsafe class NormKernels
{
    /// <summary>node = x · w ÷ rms(x). Sources: x, w. Parameter: epsilon.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(GgmlTensor* node, int part, int parts, void* data)
    {
        GgmlTensor* x = node->Source0;
        float* w = node->Source1->Floats;
        long n = node->Shape[0], rows = node->Rows;
        for (long row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++)
        {
            float* from = Row(x, row), to = node->Floats + row * n;
            Vector512<float> squares = default;
            for (long i = 0; i < n; i += 16)
                squares += Vector512.Load(from + i) * Vector512.Load(from + i);
            Vector512<float> scale = Vector512.Create(1f / MathF.Sqrt(Vector512.Sum(squares) / n + *(float*)data));
            for (long i = 0; i < n; i += 16)
                (Vector512.Load(from + i) * scale * Vector512.Load(w + i)).Store(to + i);
        }
    }

    /// <summary>node = dx = (dy·w − x · mean(dy·w·x) ÷ rms²) ÷ rms. Sources: dy, x, w. Parameter: epsilon.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(GgmlTensor* node, int part, int parts, void* data)
    {
        GgmlTensor* gradient = node->Source0, x = node->Source1;
        float* w = node->Source2->Floats;
        long n = node->Shape[0], rows = node->Rows;
        for (long row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++)
        {
            float* dy = Row(gradient, row), from = Row(x, row), to = node->Floats + row * n;
            Vector512<float> squares = default, products = default;
            for (long i = 0; i < n; i += 16)
            {
                Vector512<float> value = Vector512.Load(from + i);
                squares += value * value;
                products += value * Vector512.Load(w + i) * Vector512.Load(dy + i);
            }

            float scale = 1f / MathF.Sqrt(Vector512.Sum(squares) / n + *(float*)data);
            Vector512<float> outer = Vector512.Create(scale), inner = Vector512.Create(Vector512.Sum(products) / n * scale * scale);
            for (long i = 0; i < n; i += 16)
                (outer * (Vector512.Load(dy + i) * Vector512.Load(w + i) - Vector512.Load(from + i) * inner)).Store(to + i);
        }
    }

    /// <summary>The row of this number of a tensor of up to three dimensions.</summary>
    public static float* Row(GgmlTensor* tensor, long row) =>
        (float*)((byte*)tensor->Data + row % tensor->Shape[1] * (long)tensor->Stride[1] + row / tensor->Shape[1] * (long)tensor->Stride[2]);
}
