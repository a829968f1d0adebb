using System.Numerics.Tensors;
using Ojousama.Studio.Merging.LinearAlgebra;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Adapters;

/// <summary>Ways to join the adapters' pairs on a matrix into one of scale 1: PEFT's <c>add_weighted_adapter</c>.</summary>
/// <remarks>
/// Only cat and svd add up what the adapters do, svd as far as the rank goes. The others join A with A and B with B, each by the
/// root of its weight, so that the product holds cross terms, as in PEFT; names that end in _svd join the products instead.
/// </remarks>
internal static class AdapterMethods
{
    const string Svd = "_svd";

    // By name: how values of several adapters become one.
    static readonly Dictionary<string, Func<Values, float[]>> s_joins = new()
    {
        ["linear"] = values => values.Sum(),
        ["magnitude_prune"] = values => values.KeepLargest().Sum(),
        ["dare_linear"] = values => values.KeepByChance().Sum(),
        ["ties"] = values => values.KeepLargest().Elect(),
        ["dare_ties"] = values => values.KeepByChance().Elect(),
    };

    public static IReadOnlyList<string> Names { get; } = ["cat", "svd", .. s_joins.Keys, .. s_joins.Keys.Where(name => name != "linear").Select(name => name + Svd)];

    /// <exception cref="OjousamaException">The adapters' ranks differ, where the method needs them alike.</exception>
    public static LowRankPair Join(string method, WeightedPairs pairs) => method switch
    {
        "cat" => Concatenate(pairs),
        "svd" => Decompose(pairs, MapOf(Concatenate(pairs))),
        _ when method.EndsWith(Svd, StringComparison.Ordinal) => Decompose(pairs, new DenseMap(
            s_joins[method[..^Svd.Length]](new Values(pairs, "", [.. pairs.Pairs.Select(pair => (pair with { Scale = 1 }).Product())], pairs.Scales)), pairs.Pairs[0].Inputs)),
        _ => Separately(s_joins[method], pairs),
    };

    /// <summary>A and B of rank r of a matrix, B with the singular values.</summary>
    public static (LowRankPair? Pair, double[] Values) Decompose(ILinearMap matrix, int rank)
    {
        var (left, values, right) = RandomizedSvd.Compute(matrix, rank);
        if (values.Length == 0)
            return (null, values);
        int outputs = matrix.Size.Outputs;
        float[] b = new float[outputs * rank], a = new float[rank * matrix.Size.Inputs]; // what there is no value for stays zero, so that all ranks are alike
        for (int r = 0; r < values.Length; r++)
        {
            right[r].CopyTo(a, r * matrix.Size.Inputs);
            for (int row = 0; row < outputs; row++)
                b[row * rank + r] = (float)values[r] * left[r][row];
        }

        return (new LowRankPair(a, b, rank, 1), values);
    }

    static LowRankPair Decompose(WeightedPairs pairs, ILinearMap matrix)
    {
        int rank = pairs.Parameters["svd_rank"] is double asked and > 0 ? (int)asked : pairs.Pairs.Max(pair => pair.Rank);
        return Decompose(matrix, Math.Min(rank, Math.Min(matrix.Size.Inputs, matrix.Size.Outputs))).Pair
            ?? new LowRankPair(new float[rank * matrix.Size.Inputs], new float[matrix.Size.Outputs * rank], rank, 1);
    }

    /// <summary>All rows of A one below the other, all columns of B side by side.</summary>
    static LowRankPair Concatenate(WeightedPairs pairs)
    {
        int rank = pairs.Pairs.Sum(pair => pair.Rank), inputs = pairs.Pairs[0].Inputs, outputs = pairs.Pairs[0].Outputs, first = 0;
        float[] a = new float[rank * inputs], b = new float[outputs * rank];
        for (int i = 0; i < pairs.Pairs.Count; i++)
        {
            LowRankPair pair = pairs.Pairs[i];
            float scale = (float)pairs.Scales[i];
            for (int at = 0; at < pair.A.Length; at++)
                a[first * inputs + at] = scale * pair.A[at];
            for (int row = 0; row < outputs; row++)
                pair.B.AsSpan(row * pair.Rank, pair.Rank).CopyTo(b.AsSpan(row * rank + first));
            first += pair.Rank;
        }

        return new LowRankPair(a, b, rank, 1);
    }

    static LowRankPair Separately(Func<Values, float[]> join, WeightedPairs pairs)
    {
        int rank = pairs.Pairs[0].Rank;
        if (pairs.Pairs.FirstOrDefault(pair => pair.Rank != rank) is { } other)
            throw new OjousamaException($"The adapters are of rank {rank} and {other.Rank} on '{pairs.Name}', and this method joins only equal ones", "Take cat or svd, or a method that ends in _svd");
        double[] roots = Array.ConvertAll(pairs.Scales, scale => Math.Sqrt(Math.Abs(scale)));
        double[] signed = [.. roots.Select((root, i) => Math.CopySign(root, pairs.Scales[i]))]; // on B alone, so that the product has the weight's sign
        return new LowRankPair(
            join(new Values(pairs, ".lora_a", [.. pairs.Pairs.Select(pair => pair.A)], roots)),
            join(new Values(pairs, ".lora_b", [.. pairs.Pairs.Select(pair => pair.B)], signed)), rank, 1);
    }

    static ProductMap MapOf(LowRankPair pair)
    {
        float[][] a = [.. Enumerable.Range(0, pair.Rank).Select(r => pair.A.AsSpan(r * pair.Inputs, pair.Inputs).ToArray())];
        float[][] b = [.. Enumerable.Range(0, pair.Rank).Select(r => Enumerable.Range(0, pair.Outputs).Select(row => pair.B[row * pair.Rank + r]).ToArray())];
        return new ProductMap(a, b);
    }

    /// <summary>The same values of several adapters.</summary>
    sealed class Values(WeightedPairs pairs, string half, float[][] each, double[] weights)
    {
        double Density => pairs.Parameters["density"];

        public float[] Sum()
        {
            float[] sum = new float[each[0].Length];
            for (int i = 0; i < each.Length; i++)
                TensorPrimitives.MultiplyAdd(each[i], (float)weights[i], sum, sum);
            return sum;
        }

        /// <summary>Of each the largest; those as large as the last of them stay too.</summary>
        public Values KeepLargest()
        {
            if (Density >= 1)
                return this;
            return With((values, _) =>
            {
                int kept = (int)(Density * values.Length);
                uint[] sizes = Array.ConvertAll(values, TopValues.Bits);
                Array.Sort(sizes);
                uint least = kept > 0 ? sizes[^kept] : uint.MaxValue;
                return Array.ConvertAll(values, value => TopValues.Bits(value) < least ? 0 : value);
            });
        }

        /// <summary>Any with the same chance, made larger in turn.</summary>
        public Values KeepByChance()
        {
            if (Density >= 1)
                return this;
            return With((values, model) =>
            {
                var chance = new Chance(pairs.Seed, pairs.Name + half, model);
                return [.. values.Select((value, at) => chance.At(at) < Density ? value / (float)Density : 0)];
            });
        }

        /// <summary>The mean of those that have the sign of their sum, or by frequency that of most; zero counts as neither.</summary>
        public float[] Elect()
        {
            bool byFrequency = pairs.Parameters["majority_sign_method"] != 0;
            float[] means = new float[each[0].Length];
            for (int at = 0; at < means.Length; at++)
            {
                double election = 0, sum = 0;
                int count = 0;
                foreach (float[] values in each)
                    election += byFrequency ? Math.Sign(values[at]) : values[at];
                for (int i = 0; i < each.Length; i++)
                {
                    if (Math.Sign(each[i][at]) != (election >= 0 ? 1 : -1))
                        continue;
                    sum += weights[i] * each[i][at];
                    count++;
                }

                means[at] = (float)(sum / Math.Max(1, count));
            }

            return means;
        }

        Values With(Func<float[], int, float[]> change) => new(pairs, half, [.. each.Select(change)], weights);
    }
}
