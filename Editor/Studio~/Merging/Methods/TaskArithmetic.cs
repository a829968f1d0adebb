using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>base + λ·Σwᵢ·δᵢ, where δᵢ = Wᵢ − base may be thinned out, and of each value only those that agree on its sign may count.</summary>
/// <remarks>
/// Ilharco et al., Editing models with task arithmetic, arXiv:2212.04089; the others differ by what they drop, by the sign that is
/// elected (TIES), and by what is usual: see <see cref="MergeMethods"/>.
/// </remarks>
internal sealed class TaskArithmetic : IMergeMethod
{
    const double LeastSum = 1e-7;

    readonly Func<MergeInput, Drop>? _sparsity;
    readonly bool _electsSigns;

    /// <param name="name">In recipes.</param>
    /// <param name="sparsity">What drops; null for nothing.</param>
    /// <param name="electsSigns">Whether only those count that have the sign of their weighted sum.</param>
    /// <param name="normalizes">Whether sums are usually divided by the weights that count.</param>
    /// <param name="rescales">Whether what is left is usually made as large in sum as it was.</param>
    /// <param name="more">Parameters of what drops.</param>
    public TaskArithmetic(string name, Func<MergeInput, Drop>? sparsity, bool electsSigns, bool normalizes, bool rescales, params MethodParameter[] more)
    {
        _sparsity = sparsity;
        _electsSigns = electsSigns;
        Traits = new MethodTraits(name, BaseUse.Needed, 0, int.MaxValue,
            [new("weight", null, IsOfModel: true), .. more, new("normalize", normalizes ? 1 : 0), new("rescale", rescales ? 1 : 0), new("lambda", 1), new("int8_mask", 0)]);
    }

    public MethodTraits Traits { get; }

    public BlockMerge Prepare(MergeInput input)
    {
        Drop? drop = _sparsity?.Invoke(input);
        float[] weights = Array.ConvertAll(input.Of("weight"), w => (float)w);
        float[] scales = drop != null && input["rescale"] != 0 ? Scales(input, drop) : [.. weights.Select(_ => 1f)];
        bool normalizes = input["normalize"] != 0;
        float lambda = (float)input["lambda"], sum = weights.Sum(), divisor = normalizes && Math.Abs(sum) >= 1e-8 ? sum : 1;
        return (block, merged) =>
        {
            for (int i = 0; i < weights.Length; i++)
            {
                drop?.Invoke(block, i);
                TensorPrimitives.Multiply(block[i], weights[i] * scales[i], block[i]);
                TensorPrimitives.Add(merged, block[i], merged);
            }

            if (_electsSigns)
                Elect(block, merged, weights, normalizes);
            else
                TensorPrimitives.Divide(merged, divisor, merged);
            TensorPrimitives.Multiply(merged, lambda, merged);
        };
    }

    /// <param name="block">Weighted differences.</param>
    /// <param name="merged">Their sums, whose signs are elected; then only the sums of those that have it.</param>
    /// <param name="weights">Of the models.</param>
    /// <param name="normalizes">Whether to divide by the weights of those.</param>
    static void Elect(Block block, Span<float> merged, float[] weights, bool normalizes)
    {
        using Rented rented = new(merged.Length);
        Span<float> divisors = rented.Span;
        divisors.Clear();
        using Rented signs = new(merged.Length);
        merged.CopyTo(signs.Span);
        merged.Clear();
        for (int i = 0; i < weights.Length; i++)
        {
            Span<float> values = block[i], elected = signs.Span;
            for (int at = 0; at < values.Length; at++)
            {
                bool counts = elected[at] >= 0 ? values[at] > 0 : values[at] < 0;
                merged[at] += counts ? values[at] : 0;
                divisors[at] += counts ? weights[i] : 0;
            }
        }

        if (!normalizes)
            return;
        for (int at = 0; at < merged.Length; at++)
            merged[at] /= divisors[at] == 0 ? 1 : divisors[at];
    }

    /// <summary>Of each model the sum of sizes before, divided by that after.</summary>
    static float[] Scales(MergeInput input, Drop drop)
    {
        int n = input.Models;
        double[] sums = input.Sum(2 * n, (block, sum) =>
        {
            for (int i = 0; i < n; i++)
            {
                sum[2 * i] += Size(block[i]);
                drop(block, i);
                sum[2 * i + 1] += Size(block[i]);
            }
        });
        return [.. Enumerable.Range(0, n).Select(i => sums[2 * i] < LeastSum || sums[2 * i + 1] < LeastSum ? 1 : (float)(sums[2 * i] / sums[2 * i + 1]))];
    }

    static double Size(ReadOnlySpan<float> values)
    {
        double sum = 0;
        for (int at = 0; at < values.Length; at += 1024)
            sum += TensorPrimitives.SumOfMagnitudes(values.Slice(at, Math.Min(1024, values.Length - at)));
        return sum;
    }
}
