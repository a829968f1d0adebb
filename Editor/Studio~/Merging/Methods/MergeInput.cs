using System.Numerics.Tensors;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Tensors of one shape that are to become one, with the parameters that a recipe gives them.</summary>
/// <remarks>
/// They are read block by block, as often as a method asks, so that no tensor is ever in memory as a whole. Blocks are cut by the
/// shape alone and sums are taken in their order, so that the number of threads changes no bit.
/// </remarks>
internal sealed class MergeInput
{
    const int ValuesPerBlock = 1 << 16;

    readonly ITensorSource? _base;
    readonly IReadOnlyList<ITensorSource> _models;
    readonly IReadOnlyDictionary<string, double> _parameters;
    readonly IReadOnlyList<IReadOnlyDictionary<string, double>> _ofModels;
    readonly int _threads;

    /// <param name="name">Of the tensor that is made.</param>
    /// <param name="models">At least one.</param>
    /// <param name="origin">What differences are taken to, or null.</param>
    /// <param name="parameters">All that the method knows, but those of models.</param>
    /// <param name="ofModels">Those, for each.</param>
    /// <param name="neutral">The value that does nothing: 0, or 1 in norms that the file keeps one too high.</param>
    /// <param name="seed">Of what is dropped by chance.</param>
    /// <param name="threads">That read and compute.</param>
    public MergeInput(
        string name, IReadOnlyList<ITensorSource> models, ITensorSource? origin, IReadOnlyDictionary<string, double> parameters,
        IReadOnlyList<IReadOnlyDictionary<string, double>> ofModels, float neutral = 0, int seed = 0, int threads = 1)
    {
        (Name, _models, _base, _parameters, _ofModels, Neutral, Seed, _threads) = (name, models, origin, parameters, ofModels, neutral, seed, threads);
        IReadOnlyList<long> shape = (origin ?? models[0]).Shape;
        Width = checked((int)shape[0]);
        Rows = shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
        RowsPerBlock = (int)Math.Clamp(ValuesPerBlock / Width, 1, Rows);
        Blocks = checked((int)((Rows + RowsPerBlock - 1) / RowsPerBlock));
    }

    public string Name { get; }

    public int Models => _models.Count;

    public bool HasBase => _base != null;

    public float Neutral { get; }

    public int Seed { get; }

    /// <summary>Values of a row.</summary>
    public int Width { get; }

    public long Rows { get; }

    public long Values => Rows * Width;

    public int RowsPerBlock { get; }

    public int Blocks { get; }

    public double this[string parameter] => _parameters[parameter];

    public double this[int model, string parameter] => _ofModels[model][parameter];

    public double[] Of(string parameter) => [.. _ofModels.Select(p => p[parameter])];

    /// <summary>Reads a block. With a base, models' values are how they differ from it.</summary>
    public Block Read(int index)
    {
        var block = new Block(this, index);
        _base?.Read(block.FirstRow, block.Base);
        for (int i = 0; i < Models; i++)
        {
            _models[i].Read(block.FirstRow, block[i]);
            if (HasBase)
                TensorPrimitives.Subtract(block[i], block.Base, block[i]);
        }

        return block;
    }

    /// <summary>Reads all blocks, in any order.</summary>
    public void ForEach(Action<Block> look) => Workers.For(Blocks, _threads, index =>
    {
        using Block block = Read(index);
        look(block);
    });

    /// <summary>Sums numbers over all blocks.</summary>
    /// <param name="count">Of numbers.</param>
    /// <param name="add">Adds a block's to what it is given.</param>
    public double[] Sum(int count, Action<Block, double[]> add)
    {
        double[] sum = new double[count];
        foreach (double[] part in InOrder(block =>
        {
            double[] part = new double[count];
            add(block, part);
            return part;
        }))
            TensorPrimitives.Add(sum, part, sum);
        return sum;
    }

    /// <summary>Merges all, and gives the values block by block from the first row on.</summary>
    /// <typeparam name="T">What a block becomes.</typeparam>
    /// <param name="method">Of merging.</param>
    /// <param name="finish">Makes of a block's values what is wanted; called from several threads.</param>
    public IEnumerable<T> Merge<T>(IMergeMethod method, Func<ReadOnlySpan<float>, T> finish)
    {
        BlockMerge merge = method.Prepare(this);
        return InOrder(block =>
        {
            using var rented = new Rented(block.Length);
            Span<float> merged = rented.Span;
            merged.Clear();
            merge(block, merged);
            if (HasBase)
                TensorPrimitives.Add(merged, block.Base, merged);
            return finish(merged);
        });
    }

    /// <summary>A few blocks at a time, side by side.</summary>
    IEnumerable<T> InOrder<T>(Func<Block, T> compute)
    {
        for (int first = 0; first < Blocks; first += 2 * _threads)
        {
            int start = first;
            var done = new T[Math.Min(2 * _threads, Blocks - first)];
            Workers.For(done.Length, _threads, i =>
            {
                using Block block = Read(start + i);
                done[i] = compute(block);
            });
            foreach (T part in done)
                yield return part;
        }
    }
}
