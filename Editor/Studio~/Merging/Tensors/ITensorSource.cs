namespace Ojousama.Studio.Merging.Tensors;

/// <summary>A tensor's values as floats, read in stretches of rows from wherever they lie.</summary>
internal interface ITensorSource
{
    /// <summary>Extents, the fastest running first.</summary>
    IReadOnlyList<long> Shape { get; }

    /// <summary>May be called from several threads.</summary>
    /// <param name="firstRow">Rows are counted through all dimensions but the first.</param>
    /// <param name="values">Filled with whole rows.</param>
    /// <exception cref="OjousamaException">The file cannot be read.</exception>
    void Read(long firstRow, Span<float> values);
}
