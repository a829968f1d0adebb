using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>What the low-rank pair adds, forward and backward. Ranks are multiples of 8, widths of 32.</summary>
internal static unsafe class LoraKernels
{
    /// <param name="Scale">alpha ÷ rank.</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Parameters(float Scale, Dropout Dropout);

    /// <summary>node[rank, T] = scale · m · drop(x): the way down. Sources: x[n, T], m[n, rank].</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Down(GgmlTensor* node, int part, int parts, void* data)
    {
        var parameters = (Parameters*)data;
        GgmlTensor* x = node->Source0, m = node->Source1;
        long n = x->Shape[0], rank = node->Shape[0], tokens = node->Shape[1];
        float* dropped = Scratch.Of(part, 2 * n);
        for (long t = tokens * part / parts, end = tokens * (part + 1) / parts; t < end; t += 2)
        {
            long second = Math.Min(t + 1, end - 1); // an odd last row is computed twice
            float* x0 = x->Floats + t * x->RowStride, x1 = x->Floats + second * x->RowStride;
            if (parameters->Dropout.Drops)
            {
                parameters->Dropout.Apply(x0, dropped, t, 0, n);
                parameters->Dropout.Apply(x1, dropped + n, second, 0, n);
                x0 = dropped;
                x1 = dropped + n;
            }

            for (long r = 0; r < rank; r += 8)
                Dots(n, x0, x1, m->Floats + r * n, node->Floats + t * rank + r, node->Floats + second * rank + r, parameters->Scale);
        }
    }

    /// <summary>Two rows of x by eight of m at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Dots(long n, float* x0, float* x1, float* m, float* to0, float* to1, float scale)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        float* m4 = m + 4 * n;
        for (long i = 0; i < n; i += 16)
        {
            Vector512<float> x = Vector512.Load(x0 + i), y = Vector512.Load(x1 + i), w;
            w = Vector512.Load(m + i); a0 = Vector512.FusedMultiplyAdd(x, w, a0); b0 = Vector512.FusedMultiplyAdd(y, w, b0);
            w = Vector512.Load(m + n + i); a1 = Vector512.FusedMultiplyAdd(x, w, a1); b1 = Vector512.FusedMultiplyAdd(y, w, b1);
            w = Vector512.Load(m + 2 * n + i); a2 = Vector512.FusedMultiplyAdd(x, w, a2); b2 = Vector512.FusedMultiplyAdd(y, w, b2);
            w = Vector512.Load(m + 3 * n + i); a3 = Vector512.FusedMultiplyAdd(x, w, a3); b3 = Vector512.FusedMultiplyAdd(y, w, b3);
            w = Vector512.Load(m4 + i); a4 = Vector512.FusedMultiplyAdd(x, w, a4); b4 = Vector512.FusedMultiplyAdd(y, w, b4);
            w = Vector512.Load(m4 + n + i); a5 = Vector512.FusedMultiplyAdd(x, w, a5); b5 = Vector512.FusedMultiplyAdd(y, w, b5);
            w = Vector512.Load(m4 + 2 * n + i); a6 = Vector512.FusedMultiplyAdd(x, w, a6); b6 = Vector512.FusedMultiplyAdd(y, w, b6);
            w = Vector512.Load(m4 + 3 * n + i); a7 = Vector512.FusedMultiplyAdd(x, w, a7); b7 = Vector512.FusedMultiplyAdd(y, w, b7);
        }

        to0[0] = scale * Vector512.Sum(a0); to0[1] = scale * Vector512.Sum(a1); to0[2] = scale * Vector512.Sum(a2); to0[3] = scale * Vector512.Sum(a3);
        to0[4] = scale * Vector512.Sum(a4); to0[5] = scale * Vector512.Sum(a5); to0[6] = scale * Vector512.Sum(a6); to0[7] = scale * Vector512.Sum(a7);
        to1[0] = scale * Vector512.Sum(b0); to1[1] = scale * Vector512.Sum(b1); to1[2] = scale * Vector512.Sum(b2); to1[3] = scale * Vector512.Sum(b3);
        to1[4] = scale * Vector512.Sum(b4); to1[5] = scale * Vector512.Sum(b5); to1[6] = scale * Vector512.Sum(b6); to1[7] = scale * Vector512.Sum(b7);
    }

    /// <summary>node[n, T] += drop(mᵀ · u): the way up, in place. Sources: node itself, m[n, rank], u[rank, T]; T is a multiple of 8.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Up(GgmlTensor* node, int part, int parts, void* data)
    {
        Dropout dropout = ((Parameters*)data)->Dropout;
        GgmlTensor* m = node->Source1, u = node->Source2;
        long n = node->Shape[0], rank = u->Shape[0], tiles = node->Shape[1] / Tile.Rows;
        float* sum = stackalloc float[Tile.Rows * Tile.Columns];
        for (long tile = tiles * part / parts, end = tiles * (part + 1) / parts; tile < end; tile++)
        {
            long t = tile * Tile.Rows;
            float* to = node->Floats + t * node->RowStride;
            for (long i = 0; i < n; i += Tile.Columns)
            {
                if (!dropout.Drops)
                {
                    Tile.Multiply(rank, u->Floats + t * rank, rank, 1, m->Floats + i, n, to + i, node->RowStride, add: true);
                    continue;
                }

                Tile.Multiply(rank, u->Floats + t * rank, rank, 1, m->Floats + i, n, sum, Tile.Columns, add: false);
                for (int row = 0; row < Tile.Rows; row++)
                    dropout.Apply(sum + row * Tile.Columns, to + row * node->RowStride + i, t + row, i, Tile.Columns, add: true);
            }
        }
    }

    /// <summary>node[n, rank] = Σₜ drop(x)[n, t] · u[rank, t]: the gradient of either half. Sources: x[n, T], u[rank, T].</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(GgmlTensor* node, int part, int parts, void* data)
    {
        Dropout dropout = ((Parameters*)data)->Dropout;
        GgmlTensor* x = node->Source0, u = node->Source1;
        long n = node->Shape[0], rank = node->Shape[1], tokens = x->Shape[1], panels = n / Tile.Columns;
        float* dropped = Scratch.Of(part, tokens * Tile.Columns);
        for (long panel = panels * part / parts, end = panels * (part + 1) / parts; panel < end; panel++)
        {
            long i = panel * Tile.Columns;
            float* from = x->Floats + i;
            long stride = x->RowStride;
            if (dropout.Drops)
            {
                for (long t = 0; t < tokens; t++)
                    dropout.Apply(from + t * stride, dropped + t * Tile.Columns, t, i, Tile.Columns);
                from = dropped;
                stride = Tile.Columns;
            }

            for (long r = 0; r < rank; r += Tile.Rows)
                Tile.Multiply(tokens, u->Floats + r, 1, rank, from, stride, node->Floats + r * n + i, n, add: false);
        }
    }
}
