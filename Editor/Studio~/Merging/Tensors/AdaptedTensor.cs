namespace Ojousama.Studio.Merging.Tensors;

/// <summary>A matrix with what an adapter adds to it.</summary>
internal sealed class AdaptedTensor(ITensorSource matrix, LowRankPair pair) : ITensorSource
{
    public IReadOnlyList<long> Shape => matrix.Shape;

    public void Read(long firstRow, Span<float> values)
    {
        matrix.Read(firstRow, values);
        pair.AddTo(firstRow, values);
    }
}
