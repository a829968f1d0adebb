using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Tensors;

/// <summary>What an adapter adds to one matrix: scale·B·A.</summary>
/// <param name="A">Rank rows of as many values as the matrix has inputs.</param>
/// <param name="B">A row of rank values for each output.</param>
/// <param name="Rank">At least 1.</param>
/// <param name="Scale">alpha ÷ rank.</param>
internal sealed record LowRankPair(float[] A, float[] B, int Rank, float Scale)
{
    public int Inputs => A.Length / Rank;

    public int Outputs => B.Length / Rank;

    /// <summary>Adds rows of the product to rows of the matrix.</summary>
    public void AddTo(long firstRow, Span<float> rows)
    {
        int inputs = Inputs;
        for (int row = 0; row < rows.Length / inputs; row++)
        {
            Span<float> to = rows.Slice(row * inputs, inputs);
            for (int r = 0; r < Rank; r++)
                TensorPrimitives.MultiplyAdd(A.AsSpan(r * inputs, inputs), Scale * B[(firstRow + row) * Rank + r], to, to);
        }
    }

    /// <summary>The product, a row of inputs for each output.</summary>
    public float[] Product()
    {
        float[] product = new float[(long)Inputs * Outputs];
        AddTo(0, product);
        return product;
    }
}
