using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Lengths of whole tensors and angles between them.</summary>
internal static class Geometry
{
    const int Stretch = 1024; // values whose products are summed in single precision

    /// <summary>All scalar products of the models, less what does nothing.</summary>
    /// <returns>Symmetric, by model.</returns>
    public static double[,] Products(MergeInput input)
    {
        int n = input.Models;
        double[] sums = input.Sum(n * n, (block, sum) =>
        {
            for (int i = 0; i < n; i++)
            {
                if (input.Neutral != 0)
                    TensorPrimitives.Subtract(block[i], input.Neutral, block[i]);
                for (int j = 0; j <= i; j++)
                    sum[i * n + j] += Dot(block[i], block[j]);
            }
        });
        double[,] products = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
                products[i, j] = products[j, i] = sums[i * n + j];
        }

        return products;
    }

    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int at = 0; at < a.Length; at += Stretch)
        {
            int count = Math.Min(Stretch, a.Length - at);
            sum += TensorPrimitives.Dot(a.Slice(at, count), b.Slice(at, count));
        }

        return sum;
    }

    /// <summary>Merges by the same multiple of each model throughout.</summary>
    public static BlockMerge Combine(MergeInput input, double[] multiples)
    {
        float[] each = Array.ConvertAll(multiples, m => (float)m);
        float rest = input.Neutral * (float)(1 - multiples.Sum());
        return (block, merged) =>
        {
            TensorPrimitives.Multiply(block[0], each[0], merged); // not added to zero, which would turn −0 into 0
            for (int i = 1; i < each.Length; i++)
                TensorPrimitives.MultiplyAdd(block[i], each[i], merged, merged);
            if (rest != 0)
                TensorPrimitives.Add(merged, rest, merged);
        };
    }
}
