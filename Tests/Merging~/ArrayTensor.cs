using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Tests.Merging;

/// <summary>A tensor in memory.</summary>
internal sealed class ArrayTensor(float[] values, int width) : ITensorSource
{
    public IReadOnlyList<long> Shape { get; } = [width, values.Length / width, 1, 1];

    public void Read(long firstRow, Span<float> to) => values.AsSpan((int)firstRow * width, to.Length).CopyTo(to);

    public static float[] Random(int seed, int count, float around = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => around + random.NextSingle() - 0.5f)];
    }

    /// <summary>Merges by a method's name; parameters of models are lists.</summary>
    public static float[] Merge(string method, float[][] models, float[]? origin, int width, Dictionary<string, double[]> parameters, float neutral = 0, int threads = 2)
    {
        IMergeMethod found = MergeMethods.Find(method)!;
        double Value(MethodParameter p, int model) => parameters.TryGetValue(p.Name, out double[]? given) ? given[Math.Min(model, given.Length - 1)] : p.Usual!.Value;
        var input = new MergeInput(
            "blk.0.attn_q.weight", [.. models.Select(m => new ArrayTensor(m, width))], origin == null ? null : new ArrayTensor(origin, width),
            found.Traits.Parameters.Where(p => !p.IsOfModel).ToDictionary(p => p.Name, p => Value(p, 0)),
            [.. models.Select((_, i) => found.Traits.Parameters.Where(p => p.IsOfModel).ToDictionary(p => p.Name, p => Value(p, i)))], neutral, seed: 7, threads);
        return [.. input.Merge(found, values => values.ToArray()).SelectMany(part => part)];
    }
}
