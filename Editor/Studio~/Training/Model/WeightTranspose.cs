using System.Runtime.InteropServices;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;

namespace Ojousama.Studio.Training.Model;

/// <summary>Makes the transpose of a weight, by which a gradient goes back through it.</summary>
/// <remarks>
/// ggml's out_prod would need none, but unpacks a quantised row anew for every token and is an order slower.
/// F16 is no choice: ggml would round the gradient to F16 too, where small ones vanish.
/// </remarks>
internal static unsafe class WeightTranspose
{
    const int Panel = 256; // columns at once: the block of the K-quants

    /// <summary>
    /// Q8_0 is read fastest, and each 32 of its values scale by themselves. A row of the head's gradient has one value that
    /// outweighs all others, so the head keeps BF16, which rounds each by itself. Models of floats stay exact.
    /// </summary>
    public static GgmlType TypeFor(Weight weight, bool isHead) =>
        weight.Tensor->Type == GgmlType.F32 ? GgmlType.F32 : isHead ? GgmlType.BF16 : GgmlType.Q8_0;

    /// <summary>Outputs, to whole blocks.</summary>
    public static long PaddedWidth(Weight weight) => (weight.Outputs + Tile.Columns - 1L) / Tile.Columns * Tile.Columns;

    /// <summary>Fills the transpose from the rows as they are in the file.</summary>
    public static void Fill(GgmlLibrary ggml, Weight weight, GgmlType type, byte* rows)
    {
        long width = PaddedWidth(weight);
        nuint rowSize = ggml.RowSize(type, weight.Inputs), transposedSize = ggml.RowSize(weight.Transposed->Type, width);
        var panel = (float*)NativeMemory.AllocZeroed((nuint)(Panel * (width + 1)), sizeof(float)); // too large to be kept as scratch
        float* piece = panel + Panel * width;
        var packed = (byte*)NativeMemory.Alloc((nuint)weight.Inputs * transposedSize);
        for (int first = 0; first < weight.Inputs; first += Panel)
        {
            int columns = Math.Min(Panel, weight.Inputs - first);
            byte* from = rows + ggml.RowSize(type, first);
            for (long row = 0; row < weight.Outputs; row++, from += rowSize)
            {
                ggml.Dequantize(type, from, piece, columns);
                for (int column = 0; column < columns; column++)
                    panel[column * width + row] = piece[column];
            }

            byte* to = packed + (nuint)first * transposedSize;
            if (weight.Transposed->Type == GgmlType.F32)
                Buffer.MemoryCopy(panel, to, (nuint)columns * transposedSize, (nuint)columns * transposedSize);
            else
                ggml.Quantize(weight.Transposed->Type, panel, to, 0, columns, width, null);
        }

        ggml.SetTensor(weight.Transposed, packed, 0, (nuint)weight.Inputs * transposedSize); // at once: a layout of its own is made of the whole

        NativeMemory.Free(packed);
        NativeMemory.Free(panel);
    }
}
