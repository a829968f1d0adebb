using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>The inner loop of every product here: one tile of 8 × 32 results stays in registers while the sum runs.</summary>
internal static unsafe class Tile
{
    public const int Rows = 8;
    public const int Columns = 32;

    /// <summary>c[8, 32] = a[8, k] · b[k, 32], or c += where <paramref name="add"/>. Strides in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(long k, float* a, long aRow, long aColumn, float* b, long bRow, float* c, long cRow, bool add)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            for (int row = 0; row < Rows; row += 4)
            {
                for (int column = 0; column < Columns; column += 16)
                    MultiplyQuarter(k, a + row * aRow, aRow, aColumn, b + column, bRow, c + row * cRow + column, cRow, add);
            }

            return;
        }

        Vector512<float> c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51, c60, c61, c70, c71;
        float* c4 = c + 4 * cRow;
        if (add)
        {
            c00 = Vector512.Load(c); c01 = Vector512.Load(c + 16);
            c10 = Vector512.Load(c + cRow); c11 = Vector512.Load(c + cRow + 16);
            c20 = Vector512.Load(c + 2 * cRow); c21 = Vector512.Load(c + 2 * cRow + 16);
            c30 = Vector512.Load(c + 3 * cRow); c31 = Vector512.Load(c + 3 * cRow + 16);
            c40 = Vector512.Load(c4); c41 = Vector512.Load(c4 + 16);
            c50 = Vector512.Load(c4 + cRow); c51 = Vector512.Load(c4 + cRow + 16);
            c60 = Vector512.Load(c4 + 2 * cRow); c61 = Vector512.Load(c4 + 2 * cRow + 16);
            c70 = Vector512.Load(c4 + 3 * cRow); c71 = Vector512.Load(c4 + 3 * cRow + 16);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = default;
        }

        float* a4 = a + 4 * aRow;
        long row2 = 2 * aRow, row3 = 3 * aRow;
        for (float* end = b + k * bRow; b != end; b += bRow, a += aColumn, a4 += aColumn)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x;
            x = Vector512.Create(*a); c00 = Vector512.FusedMultiplyAdd(x, b0, c00); c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[aRow]); c10 = Vector512.FusedMultiplyAdd(x, b0, c10); c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[row2]); c20 = Vector512.FusedMultiplyAdd(x, b0, c20); c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[row3]); c30 = Vector512.FusedMultiplyAdd(x, b0, c30); c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(*a4); c40 = Vector512.FusedMultiplyAdd(x, b0, c40); c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a4[aRow]); c50 = Vector512.FusedMultiplyAdd(x, b0, c50); c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a4[row2]); c60 = Vector512.FusedMultiplyAdd(x, b0, c60); c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a4[row3]); c70 = Vector512.FusedMultiplyAdd(x, b0, c70); c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
        }

        c00.Store(c); c01.Store(c + 16);
        c10.Store(c + cRow); c11.Store(c + cRow + 16);
        c20.Store(c + 2 * cRow); c21.Store(c + 2 * cRow + 16);
        c30.Store(c + 3 * cRow); c31.Store(c + 3 * cRow + 16);
        c40.Store(c4); c41.Store(c4 + 16);
        c50.Store(c4 + cRow); c51.Store(c4 + cRow + 16);
        c60.Store(c4 + 2 * cRow); c61.Store(c4 + 2 * cRow + 16);
        c70.Store(c4 + 3 * cRow); c71.Store(c4 + 3 * cRow + 16);
    }

    /// <summary>c[4, 16], as much as 16 registers of 256 bits hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MultiplyQuarter(long k, float* a, long aRow, long aColumn, float* b, long bRow, float* c, long cRow, bool add)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        if (add)
        {
            c00 = Vector256.Load(c); c01 = Vector256.Load(c + 8);
            c10 = Vector256.Load(c + cRow); c11 = Vector256.Load(c + cRow + 8);
            c20 = Vector256.Load(c + 2 * cRow); c21 = Vector256.Load(c + 2 * cRow + 8);
            c30 = Vector256.Load(c + 3 * cRow); c31 = Vector256.Load(c + 3 * cRow + 8);
        }

        long row2 = 2 * aRow, row3 = 3 * aRow;
        for (float* end = b + k * bRow; b != end; b += bRow, a += aColumn)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x;
            x = Vector256.Create(*a); c00 = Vector256.FusedMultiplyAdd(x, b0, c00); c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[aRow]); c10 = Vector256.FusedMultiplyAdd(x, b0, c10); c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[row2]); c20 = Vector256.FusedMultiplyAdd(x, b0, c20); c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[row3]); c30 = Vector256.FusedMultiplyAdd(x, b0, c30); c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
        }

        c00.Store(c); c01.Store(c + 8);
        c10.Store(c + cRow); c11.Store(c + cRow + 8);
        c20.Store(c + 2 * cRow); c21.Store(c + 2 * cRow + 8);
        c30.Store(c + 3 * cRow); c31.Store(c + 3 * cRow + 8);
    }

    /// <summary>to[8, 8] = the transpose of from[8, 8]. Strides in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* from, long fromRow, float* to, long toRow)
    {
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
                to[j * toRow + i] = from[i * fromRow + j];
        }
    }
}
