using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Turns the pairs of each head by their position.</summary>
/// <remarks>
/// ggml's own works out the sines of every row anew on each thread, which takes longer than to turn by them. Here they come from a
/// table. One product of each sum is fused as compilers fuse ggml's, so that the results are play's to the last bit.
/// </remarks>
internal static unsafe class RopeKernel
{
    /// <param name="Dimensions">Values of a head that are turned; those behind are copied.</param>
    /// <param name="IsNeoX">Pairs are half the dimensions apart rather than neighbours.</param>
    /// <param name="Sign">-1 turns back.</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Parameters(int Dimensions, bool IsNeoX, float Sign);

    /// <summary>node[size, heads, T]. Sources: x[size, heads, T], whose rows may be strided, and table[dimensions, length]: the cosines of a position's pairs, then their sines.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(GgmlTensor* node, int part, int parts, void* data)
    {
        Parameters p = *(Parameters*)data;
        GgmlTensor* table = node->Source1;
        long size = node->Shape[0], heads = node->Shape[1], length = table->Shape[1], rows = node->Rows;
        int half = p.Dimensions / 2;
        for (long row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++)
        {
            float* from = NormKernels.Row(node->Source0, row), to = node->Floats + row * size;
            float* cosines = table->Floats + row / heads % length * p.Dimensions;
            if (p.IsNeoX)
                TurnHalves(from, to, cosines, half, p.Sign);
            else
                TurnNeighbours(from, to, cosines, half, p.Sign);
            for (long i = p.Dimensions; i < size; i++)
                to[i] = from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TurnHalves(float* from, float* to, float* cosines, int half, float sign)
    {
        int i = 0;
        for (; i + 16 <= half; i += 16)
        {
            Vector512<float> x = Vector512.Load(from + i), y = Vector512.Load(from + half + i);
            Vector512<float> cosine = Vector512.Load(cosines + i), sine = Vector512.Load(cosines + half + i) * sign;
            Vector512.FusedMultiplyAdd(x, cosine, -(y * sine)).Store(to + i);
            Vector512.FusedMultiplyAdd(x, sine, y * cosine).Store(to + half + i);
        }

        for (; i < half; i++)
            Turn(from[i], from[half + i], cosines[i], sign * cosines[half + i], out to[i], out to[half + i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TurnNeighbours(float* from, float* to, float* cosines, int half, float sign)
    {
        for (int i = 0; i < half; i++)
            Turn(from[2 * i], from[2 * i + 1], cosines[i], sign * cosines[half + i], out to[2 * i], out to[2 * i + 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Turn(float x, float y, float cosine, float sine, out float first, out float second) =>
        (first, second) = (MathF.FusedMultiplyAdd(x, cosine, -(y * sine)), MathF.FusedMultiplyAdd(x, sine, y * cosine));
}
