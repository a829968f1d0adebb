using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.LinearAlgebra;

/// <summary>A matrix by what it does to vectors.</summary>
internal interface ILinearMap
{
    (int Outputs, int Inputs) Size { get; }

    /// <summary>M·x for each of the vectors.</summary>
    float[][] Multiply(float[][] inputs);

    /// <summary>Mᵀ·y for each of the vectors.</summary>
    float[][] MultiplyTransposed(float[][] outputs);
}

/// <param name="values">A row of inputs for each output.</param>
/// <param name="inputs">Values of a row.</param>
internal sealed class DenseMap(float[] values, int inputs) : ILinearMap
{
    public (int Outputs, int Inputs) Size => (values.Length / inputs, inputs);

    public float[][] Multiply(float[][] vectors)
    {
        float[][] products = [.. vectors.Select(_ => new float[Size.Outputs])];
        for (int row = 0; row < Size.Outputs; row++)
        {
            ReadOnlySpan<float> of = values.AsSpan(row * inputs, inputs); // stays in the cache for all vectors
            for (int i = 0; i < vectors.Length; i++)
                products[i][row] = TensorPrimitives.Dot(of, vectors[i]);
        }

        return products;
    }

    public float[][] MultiplyTransposed(float[][] vectors)
    {
        float[][] products = [.. vectors.Select(_ => new float[inputs])];
        for (int row = 0; row < Size.Outputs; row++)
        {
            ReadOnlySpan<float> of = values.AsSpan(row * inputs, inputs);
            for (int i = 0; i < vectors.Length; i++)
                TensorPrimitives.MultiplyAdd(of, vectors[i][row], products[i], products[i]);
        }

        return products;
    }
}

/// <summary>B·A without the product.</summary>
/// <param name="a">Rows of inputs.</param>
/// <param name="b">As many rows of outputs: B's columns.</param>
internal sealed class ProductMap(float[][] a, float[][] b) : ILinearMap
{
    public (int Outputs, int Inputs) Size => (b[0].Length, a[0].Length);

    public float[][] Multiply(float[][] vectors) => Through(vectors, a, b);

    public float[][] MultiplyTransposed(float[][] vectors) => Through(vectors, b, a);

    static float[][] Through(float[][] vectors, float[][] from, float[][] to) => Array.ConvertAll(vectors, vector =>
    {
        float[] product = new float[to[0].Length];
        for (int r = 0; r < from.Length; r++)
            TensorPrimitives.MultiplyAdd(to[r], TensorPrimitives.Dot<float>(from[r], vector), product, product);
        return product;
    });
}
