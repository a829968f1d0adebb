using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Ojousama.Studio.Merging.LinearAlgebra;

/// <summary>The largest singular values of a matrix and their vectors.</summary>
/// <remarks>
/// Halko, Martinsson and Tropp, Finding structure with randomness, SIAM Review 53 (2011), algorithms 4.4 and 5.1: a basis of the
/// range from products with random vectors, sharpened by power iterations, and the decomposition of the small matrix within it.
/// </remarks>
internal static class RandomizedSvd
{
    const int Spare = 10, Powers = 3;

    /// <param name="matrix">Any.</param>
    /// <param name="rank">How many are wanted; fewer come if the matrix has no more.</param>
    /// <param name="seed">Of the random vectors.</param>
    /// <returns>Left vectors, values from the largest on, right vectors.</returns>
    public static (float[][] Left, double[] Values, float[][] Right) Compute(ILinearMap matrix, int rank, int seed = 1)
    {
        var (outputs, inputs) = matrix.Size;
        int count = Math.Min(rank + Spare, Math.Min(outputs, inputs));
        var random = new Random(seed);
        float[][] basis = matrix.Multiply([.. Enumerable.Range(0, count).Select(_ => Gauss(random, inputs))]);
        for (int i = 0; i < Powers; i++)
            basis = matrix.Multiply(Orthonormal(matrix.MultiplyTransposed(Orthonormal(basis))));
        basis = Orthonormal(basis);
        if (basis.Length == 0)
            return ([], [], []);

        float[][] within = matrix.MultiplyTransposed(basis); // M ≈ Σ basis ⊗ within
        float[][] right = Orthonormal(within);
        if (right.Length == 0)
            return ([], [], []);
        var small = Matrix<double>.Build.Dense(basis.Length, right.Length, (i, j) => TensorPrimitives.Dot<float>(within[i], right[j])).Svd();
        int kept = Math.Min(Math.Min(rank, small.S.Count), Enumerable.Range(0, small.S.Count).Count(i => small.S[i] > 1e-6 * small.S[0]));
        return (
            [.. Enumerable.Range(0, kept).Select(k => Combine(basis, j => small.U[j, k]))],
            [.. small.S.Take(kept)],
            [.. Enumerable.Range(0, kept).Select(k => Combine(right, j => small.VT[k, j]))]);
    }

    /// <summary>Vectors of length 1 at right angles that span the same; fewer, if some lie within the others' span.</summary>
    /// <remarks>Gram and Schmidt's method, each vector twice, which is enough (Parlett 1980).</remarks>
    static float[][] Orthonormal(float[][] vectors)
    {
        var basis = new List<float[]>();
        foreach (float[] vector in vectors)
        {
            float[] rest = (float[])vector.Clone();
            float before = TensorPrimitives.Norm<float>(rest);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (float[] other in basis)
                    TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<float>(other, rest), rest, rest);
            }

            float length = TensorPrimitives.Norm<float>(rest);
            if (!(length > 1e-6f * before))
                continue;
            TensorPrimitives.Divide(rest, length, rest);
            basis.Add(rest);
        }

        return [.. basis];
    }

    static float[] Combine(float[][] vectors, Func<int, double> multiple)
    {
        float[] sum = new float[vectors[0].Length];
        for (int i = 0; i < vectors.Length; i++)
            TensorPrimitives.MultiplyAdd(vectors[i], (float)multiple(i), sum, sum);
        return sum;
    }

    static float[] Gauss(Random random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
