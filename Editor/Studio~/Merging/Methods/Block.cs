namespace Ojousama.Studio.Merging.Methods;

/// <summary>A stretch of rows of all tensors that are merged. Its memory is used again once it is disposed of.</summary>
internal sealed class Block : IDisposable
{
    readonly Rented? _base;
    readonly Rented[] _models;

    public Block(MergeInput input, int index)
    {
        Index = index;
        FirstRow = (long)index * input.RowsPerBlock;
        Rows = (int)Math.Min(input.RowsPerBlock, input.Rows - FirstRow);
        Width = input.Width;
        Length = Rows * Width;
        _base = input.HasBase ? new Rented(Length) : null;
        _models = [.. Enumerable.Range(0, input.Models).Select(_ => new Rented(Length))];
    }

    public int Index { get; }

    public long FirstRow { get; }

    public int Rows { get; }

    /// <summary>Values of a row.</summary>
    public int Width { get; }

    public int Length { get; }

    /// <summary>The number of its first value within the tensor.</summary>
    public long FirstValue => FirstRow * Width;

    /// <summary>Empty without one.</summary>
    public Span<float> Base => _base == null ? [] : _base.Span;

    /// <summary>A model's values; with a base, how they differ from it.</summary>
    public Span<float> this[int model] => _models[model].Span;

    public Span<float> Row(int model, int row) => this[model].Slice(row * Width, Width);

    public void Dispose()
    {
        _base?.Dispose();
        foreach (Rented model in _models)
            model.Dispose();
    }
}
