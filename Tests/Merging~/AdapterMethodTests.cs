using Ojousama.Studio.Merging.Adapters;
using Ojousama.Studio.Merging.LinearAlgebra;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Tests.Merging;

/// <summary>Joined adapters beside PEFT's formulae, written down once more over whole matrices.</summary>
public sealed class AdapterMethodTests
{
    const int Inputs = 40, Outputs = 24, Rank = 4;

    static readonly LowRankPair[] s_pairs = [.. Enumerable.Range(0, 3).Select(i =>
        new LowRankPair(ArrayTensor.Random(10 + i, Rank * Inputs), ArrayTensor.Random(20 + i, Outputs * Rank), Rank, 0.5f + i))];

    static readonly double[] s_weights = [0.6, -0.4, 1];

    [Test]
    public void Cat_is_the_weighted_sum_of_what_each_adds() =>
        AssertAre(Join("cat").Product(), at => s_pairs.Select((pair, i) => s_weights[i] * pair.Product()[at]).Sum());

    [Test]
    public void Svd_of_the_full_rank_is_the_same_sum_and_of_a_lower_the_nearest()
    {
        float[] all = Join("cat").Product(), whole = Join("svd", rank: 3 * Rank).Product(), low = Join("svd").Product();
        AssertAre(whole, at => all[at]);
        double[] values = [.. MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(Inputs, Outputs, [.. all.Select(v => (double)v)]).Svd(computeVectors: false).S];
        Assert.That(low.Zip(all, (x, y) => (double)(x - y) * (x - y)).Sum(), Is.EqualTo(values.Skip(Rank).Sum(v => v * v)).Within(1e-3), "Eckart and Young's least error");
    }

    [TestCase("linear", 1)]
    [TestCase("magnitude_prune", 0.5)]
    [TestCase("dare_linear", 0.5)]
    [TestCase("ties", 0.5)]
    [TestCase("dare_ties", 0.5)]
    public void Halves_are_joined_by_the_roots_of_weights(string method, double density)
    {
        LowRankPair joined = Join(method, density);
        double[] roots = [.. s_weights.Select((w, i) => Math.Sqrt(Math.Abs(w * s_pairs[i].Scale)))];
        AssertAre(joined.A, Plain(method, density, [.. s_pairs.Select(p => p.A)], roots, ".lora_a"));
        AssertAre(joined.B, Plain(method, density, [.. s_pairs.Select(p => p.B)], [.. roots.Select((r, i) => r * Math.Sign(s_weights[i]))], ".lora_b"));
    }

    [Test]
    public void Products_are_joined_before_they_are_decomposed()
    {
        Func<int, double> plain = Plain("ties", 0.3, [.. s_pairs.Select(p => (p with { Scale = 1 }).Product())], [.. s_weights.Select((w, i) => w * s_pairs[i].Scale)], "");
        AssertAre(Join("ties_svd", 0.3, rank: Outputs).Product(), plain, 1e-4);
    }

    [Test]
    public void Signs_may_be_elected_by_frequency()
    {
        var parameters = new Dictionary<string, double> { ["density"] = 1, ["svd_rank"] = 0, ["majority_sign_method"] = 1 };
        LowRankPair[] pairs = [Pair(5), Pair(-1), Pair(-1)];
        Assert.That(AdapterMethods.Join("ties", new WeightedPairs("w", pairs, [1, 1, 1], parameters, 0)).A[0], Is.EqualTo(-1).Within(1e-6));
        parameters["majority_sign_method"] = 0;
        Assert.That(AdapterMethods.Join("ties", new WeightedPairs("w", pairs, [1, 1, 1], parameters, 0)).A[0], Is.EqualTo(5).Within(1e-6));

        static LowRankPair Pair(float value) => new([value], [1], 1, 1);
    }

    [Test]
    public void Unlike_ranks_are_refused_where_halves_are_joined()
    {
        LowRankPair other = new(ArrayTensor.Random(1, 2 * Inputs), ArrayTensor.Random(2, Outputs * 2), 2, 1);
        var pairs = new WeightedPairs("blk.0.attn_q.weight", [s_pairs[0], other], [1, 1], Parameters(1, 0), 0);
        Assert.That(() => AdapterMethods.Join("linear", pairs), Throws.TypeOf<OjousamaException>().With.Message.Contains("rank 4 and 2"));
        Assert.That(AdapterMethods.Join("cat", pairs).Rank, Is.EqualTo(6));
    }

    [Test]
    public void The_random_decomposition_is_that_of_MathNet([Values(3, 24)] int rank)
    {
        float[] values = ArrayTensor.Random(5, Inputs * Outputs);
        var (left, found, right) = RandomizedSvd.Compute(new DenseMap(values, Inputs), rank);
        var exact = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(Inputs, Outputs, [.. values.Select(v => (double)v)]).Svd().S;
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(exact.Take(rank)).Within(rank == 24 ? 1e-4 : 0.03), "exact once the sketch is as wide as the matrix");
            Assert.That(left.Concat(right).Select(v => v.Sum(x => (double)x * x)), Is.All.EqualTo(1).Within(1e-4));
        });
    }

    static LowRankPair Join(string method, double density = 1, int rank = 0) =>
        AdapterMethods.Join(method, new WeightedPairs("w", s_pairs, s_weights, Parameters(density, rank), Seed: 3));

    static Dictionary<string, double> Parameters(double density, int rank) => new() { ["density"] = density, ["svd_rank"] = rank, ["majority_sign_method"] = 0 };

    static Func<int, double> Plain(string method, double density, float[][] each, double[] weights, string half)
    {
        double[][] kept = [.. each.Select((values, i) =>
        {
            if (density >= 1)
                return values.Select(v => (double)v).ToArray();
            if (method.StartsWith("dare"))
                return values.Select((v, at) => new Chance(3, "w" + half, i).At(at) < density ? v / density : 0).ToArray();
            double least = values.Select(Math.Abs).OrderDescending().ElementAt((int)(density * values.Length) - 1);
            return values.Select(v => Math.Abs(v) >= least ? (double)v : 0).ToArray();
        })];
        return at =>
        {
            if (!method.Contains("ties"))
                return kept.Select((k, i) => weights[i] * k[at]).Sum();
            int sign = kept.Sum(k => k[at]) >= 0 ? 1 : -1;
            int[] counts = [.. Enumerable.Range(0, each.Length).Where(i => Math.Sign(kept[i][at]) == sign)];
            return counts.Sum(i => weights[i] * kept[i][at]) / Math.Max(1, counts.Length);
        };
    }

    static void AssertAre(float[] merged, Func<int, double> expected, double tolerance = 1e-5)
    {
        for (int at = 0; at < merged.Length; at++)
            Assert.That(merged[at], Is.EqualTo(expected(at)).Within(tolerance), $"value {at}");
    }
}
