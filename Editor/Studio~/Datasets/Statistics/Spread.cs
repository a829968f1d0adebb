namespace Ojousama.Studio.Datasets.Statistics;

/// <summary>How a count is spread.</summary>
sealed class Spread
{
    readonly int[] _sorted;

    public Spread(IEnumerable<int> counts) => _sorted = [.. counts.Order()];

    public int Median => _sorted.Length == 0 ? 0 : _sorted[_sorted.Length / 2];

    public int Percentile95 => _sorted.Length == 0 ? 0 : _sorted[(int)(0.95 * (_sorted.Length - 1))];

    public int Largest => _sorted.Length == 0 ? 0 : _sorted[^1];

    /// <summary>How many counts fall into each range of this width, from 0 on; the last holds the largest.</summary>
    public int[] Histogram(int width)
    {
        int[] bins = new int[Largest / width + 1];
        foreach (int count in _sorted)
            bins[count / width]++;
        return bins;
    }

    public override string ToString() => $"{Median} (95 %: {Percentile95}, most {Largest})";
}
