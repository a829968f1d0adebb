using Ojousama.Studio.Merging.Methods;
using static Ojousama.Tests.Merging.ArrayTensor;

namespace Ojousama.Tests.Merging;

/// <summary>Each method beside its formula, written down once more in its plain form, in double precision and with whole tensors.</summary>
public sealed class MergeMethodTests
{
    const int Width = 48, Rows = 30, Count = Width * Rows;

    static readonly float[] s_base = Random(1, Count);
    static readonly float[][] s_models = [.. Enumerable.Range(2, 3).Select(seed => s_base.Zip(Random(seed, Count), (b, d) => b + 0.2f * d).ToArray())];
    static readonly double[][] s_deltas = [.. s_models.Select(m => m.Zip(s_base, (x, b) => (double)(x - b)).ToArray())];

    [Test]
    public void Linear_is_the_weighted_mean([Values] bool normalizes)
    {
        double[] w = [0.5, 1, 2];
        float[] merged = Merge("linear", s_models, null, Width, new() { ["weight"] = w, ["normalize"] = [normalizes ? 1 : 0] });
        AssertAre(merged, at => (0.5 * s_models[0][at] + s_models[1][at] + 2 * s_models[2][at]) / (normalizes ? 3.5 : 1));
    }

    [Test]
    public void Linear_with_weight_1_changes_no_bit()
    {
        float[] values = [.. Random(9, Count)];
        values[3] = -0f;
        float[] merged = Merge("linear", [values], null, Width, new() { ["weight"] = [1] }, neutral: 1);
        Assert.That(merged.Select(BitConverter.SingleToInt32Bits), Is.EqualTo(values.Select(BitConverter.SingleToInt32Bits)));
    }

    [Test]
    public void Slerp_goes_along_the_arc([Values(0, 0.3, 1)] double t)
    {
        float[] other = Random(5, Count);
        float[] merged = Merge("slerp", [s_base, other], null, Width, new() { ["t"] = [t] });
        double angle = Angle(s_base, other);
        AssertAre(merged, at => Math.Sin((1 - t) * angle) / Math.Sin(angle) * s_base[at] + Math.Sin(t * angle) / Math.Sin(angle) * other[at]);
        if (t != 0.3)
            Assert.That(merged, Is.EqualTo(t == 0 ? s_base : other).Within(1e-6));
    }

    [Test]
    public void Slerp_of_what_is_in_line_is_a_line()
    {
        float[] longer = [.. s_base.Select(v => 3 * v)];
        AssertAre(Merge("slerp", [s_base, longer], null, Width, new() { ["t"] = [0.25] }), at => 1.5 * s_base[at]);
    }

    [Test]
    public void Slerp_of_norms_that_are_kept_one_too_high_turns_what_was_learnt()
    {
        float[] a = Random(11, Count), b = Random(12, Count);
        float[] raised = Merge("slerp", [[.. a.Select(v => v + 1)], [.. b.Select(v => v + 1)]], null, Width, new() { ["t"] = [0.4] }, neutral: 1);
        float[] plain = Merge("slerp", [a, b], null, Width, new() { ["t"] = [0.4] });
        AssertAre(raised, at => plain[at] + 1);
    }

    [TestCase(1, 0)]
    [TestCase(0, 0)]
    [TestCase(0, 1)]
    public void NuSlerp_turns_whole_tensors_rows_or_columns(int flatten, int rowWise)
    {
        float[] a = Random(21, Count), b = Random(22, Count);
        const double t = 0.75;
        float[] merged = Merge("nuslerp", [a, b], null, Width, new() { ["weight"] = [1, 3], ["nuslerp_flatten"] = [flatten], ["nuslerp_row_wise"] = [rowWise] });
        AssertAre(merged, at =>
        {
            int[] vector = [.. Enumerable.Range(0, Count).Where(i => flatten == 1 || (rowWise == 1 ? i % Width == at % Width : i / Width == at / Width))];
            double angle = Angle([.. vector.Select(i => a[i])], [.. vector.Select(i => b[i])]);
            return (Math.Sin((1 - t) * angle) * a[at] + Math.Sin(t * angle) * b[at]) / Math.Sin(angle);
        }, 1e-5);
    }

    [Test]
    public void NuSlerp_with_a_base_turns_the_differences()
    {
        float[] merged = Merge("nuslerp", s_models[..2], s_base, Width, new() { ["weight"] = [1, 1] });
        double angle = Angle([.. s_deltas[0].Select(d => (float)d)], [.. s_deltas[1].Select(d => (float)d)]);
        AssertAre(merged, at => s_base[at] + Math.Sin(0.5 * angle) / Math.Sin(angle) * (s_deltas[0][at] + s_deltas[1][at]));
    }

    [Test]
    public void Karcher_finds_the_direction_from_which_the_arcs_to_all_cancel_out()
    {
        float[][] models = [.. Enumerable.Range(31, 3).Select(seed => Random(seed, Count, around: 0.3f))];
        float[] merged = Merge("karcher", models, null, Width, new() { ["max_iter"] = [50], ["tol"] = [1e-9] });
        double[] lengths = [.. models.Select(Length)];
        Assert.That(Length(merged), Is.EqualTo(lengths.Average()).Within(1e-4));
        for (int at = 0; at < Count; at++)
        {
            double sum = models.Select((m, i) =>
            {
                double angle = Angle(merged, m), own = merged[at] / Length(merged);
                return angle / Math.Sin(angle) * (m[at] / lengths[i] - Math.Cos(angle) * own);
            }).Sum();
            Assert.That(sum, Is.EqualTo(0).Within(1e-5));
        }
    }

    [Test]
    public void Karcher_of_one_model_twice_is_that_model() =>
        AssertAre(Merge("karcher", [s_base, s_base], null, Width, []), at => s_base[at]);

    [Test]
    public void Task_arithmetic_adds_weighted_differences([Values] bool normalizes)
    {
        double[] w = [0.7, -0.2, 0.5];
        float[] merged = Merge("task_arithmetic", s_models, s_base, Width, new() { ["weight"] = w, ["lambda"] = [1.5], ["normalize"] = [normalizes ? 1 : 0] });
        AssertAre(merged, at => s_base[at] + 1.5 * w.Select((x, i) => x * s_deltas[i][at]).Sum() / (normalizes ? 1.0 : 1));
    }

    [Test]
    public void Ties_keeps_the_largest_and_elects_signs([Values] bool normalizes)
    {
        double[] w = [1, 0.6, 0.8];
        float[] merged = Merge("ties", s_models, s_base, Width, new() { ["weight"] = w, ["density"] = [0.4], ["normalize"] = [normalizes ? 1 : 0] });
        double[][] kept = [.. s_deltas.Select(d => Keep(d, 0.4))];
        AssertAre(merged, at => s_base[at] + Elected(kept, w, at, normalizes));
    }

    [Test]
    public void Ties_of_one_model_is_that_model() =>
        AssertAre(Merge("ties", [s_models[0]], s_base, Width, new() { ["weight"] = [1], ["density"] = [1] }), at => s_models[0][at], 1e-7);

    [Test]
    public void Breadcrumbs_drops_outliers_too([Values("breadcrumbs", "breadcrumbs_ties")] string name)
    {
        double[] w = [0.5, 0.5, 1];
        float[] merged = Merge(name, s_models, s_base, Width, new() { ["weight"] = w, ["density"] = [0.6], ["gamma"] = [0.05] });
        double[][] kept = [.. s_deltas.Select(d =>
        {
            double[] sizes = [.. d.Select(Math.Abs).Order()];
            int target = (int)(0.6 * Count), top = (int)(0.05 * Count);
            double least = sizes[Count - target - top], beyond = sizes[Count - top];
            return d.Select(v => Math.Abs(v) >= least && Math.Abs(v) < beyond ? v : 0).ToArray();
        })];
        AssertAre(merged, at => s_base[at] + (name == "breadcrumbs" ? w.Select((x, i) => x * kept[i][at]).Sum() : Elected(kept, w, at, normalizes: false)));
    }

    [Test]
    public void Dare_keeps_its_share_by_chance_and_the_sum_of_sizes([Values("dare_linear", "dare_ties", "della_linear", "della")] string name)
    {
        float[] merged = Merge(name, [s_models[0]], s_base, Width, new() { ["weight"] = [1], ["density"] = [0.5] });
        double[] result = [.. merged.Zip(s_base, (m, b) => (double)(m - b))];
        double before = s_deltas[0].Sum(Math.Abs);
        int kept = result.Count(v => Math.Abs(v) > 1e-6);
        double factor = result.Select((v, at) => (v, d: s_deltas[0][at])).Where(p => Math.Abs(p.d) > 0.02 && Math.Abs(p.v) > 1e-6).Average(p => p.v / p.d);
        Assert.Multiple(() =>
        {
            Assert.That(kept / (double)Count, Is.EqualTo(0.5).Within(0.05));
            if (name != "della") // which divides by the weight that counts, and so does what della_linear does
                Assert.That(result.Sum(Math.Abs), Is.EqualTo(before).Within(1e-3 * before));
            for (int at = 0; at < Count; at++)
                Assert.That(result[at], Is.EqualTo(0).Within(1e-6).Or.EqualTo(factor * s_deltas[0][at]).Within(1e-5), "what is left is all larger by one factor");
        });
    }

    [Test]
    public void Dare_drops_by_the_place_alone()
    {
        Dictionary<string, double[]> parameters = new() { ["weight"] = [1], ["density"] = [0.5] };
        float[] once = Merge("dare_ties", s_models, s_base, Width, parameters), again = Merge("dare_ties", s_models, s_base, Width, parameters, threads: 1);
        Assert.That(again, Is.EqualTo(once));
    }

    [Test]
    public void Dares_signs_and_sums_are_those_of_what_is_left()
    {
        double[] w = [1, 0.5, 0.7];
        double[][] left = [.. Enumerable.Range(0, 3).Select(i => // one model alone is dropped alike at its own place only
        {
            var chance = new Chance(7, "blk.0.attn_q.weight", i);
            double[] masked = [.. s_deltas[i].Select((d, at) => chance.At(at) < 0.5 ? d : 0)];
            double factor = s_deltas[i].Sum(Math.Abs) / masked.Sum(Math.Abs);
            return masked.Select(v => v * factor).ToArray();
        })];
        AssertAre(Merge("dare_ties", s_models, s_base, Width, new() { ["weight"] = w, ["density"] = [0.5] }), at => s_base[at] + Elected(left, w, at, normalizes: false), 1e-5);
        AssertAre(Merge("dare_linear", s_models, s_base, Width, new() { ["weight"] = w, ["density"] = [0.5] }), at => s_base[at] + w.Select((x, i) => x * left[i][at]).Sum(), 1e-5);
    }

    [Test]
    public void Della_keeps_large_values_more_often()
    {
        const int rows = 400;
        float[] origin = new float[Width * rows], model = [.. Enumerable.Range(0, Width * rows).Select(i => (i * 37 % Width + 1f) / Width)]; // every row has all ranks
        float[] merged = Merge("della_linear", [model], origin, Width, new() { ["weight"] = [1], ["density"] = [0.5], ["epsilon"] = [0.3], ["rescale"] = [0] });
        double Share(Func<float, bool> which) => merged.Zip(model).Where(p => which(p.Second)).Average(p => p.First != 0 ? 1.0 : 0);
        Assert.Multiple(() =>
        {
            Assert.That(Share(v => v == 1), Is.EqualTo(0.8).Within(0.06));
            Assert.That(Share(v => v <= 1f / Width), Is.EqualTo(0.2).Within(0.06));
            Assert.That(Share(_ => true), Is.EqualTo(0.5).Within(0.02));
        });
    }

    [Test]
    public void Model_stock_draws_the_mean_to_the_base([Values] bool filterWise)
    {
        float[] merged = Merge("model_stock", s_models, s_base, Width, new() { ["filter_wise"] = [filterWise ? 1 : 0] });
        AssertAre(merged, at =>
        {
            double[][] d = filterWise ? [.. s_deltas.Select(x => x.Skip(at / Width * Width).Take(Width).ToArray())] : s_deltas;
            double cosine = new[] { (0, 1), (0, 2), (1, 2) }.Average(p => Math.Cos(Angle([.. d[p.Item1].Select(v => (float)v)], [.. d[p.Item2].Select(v => (float)v)])));
            double t = 3 * cosine / (1 + 2 * cosine), mean = s_models.Average(m => m[at]);
            return t * mean + (1 - t) * s_base[at];
        }, 1e-5);
    }

    [Test]
    public void Sce_selects_calculates_and_erases([Values(1, 0.3)] double share)
    {
        float[] merged = Merge("sce", s_models, s_base, Width, new() { ["select_topk"] = [share] });
        double[] variances = [.. Enumerable.Range(0, Count).Select(at => { double mean = s_deltas.Average(d => d[at]); return s_deltas.Average(d => (d[at] - mean) * (d[at] - mean)); })];
        double least = share < 1 ? variances.OrderDescending().ElementAt((int)(share * Count) - 1) : 0;
        double[][] kept = [.. s_deltas.Select(d => d.Select((v, at) => variances[at] >= least * (1 - 1e-6) ? v : 0).ToArray())];
        double[] w = [.. kept.Select(d => d.Sum(v => v * v) / kept.Sum(k => k.Sum(v => v * v)))];
        AssertAre(merged, at =>
        {
            int sign = kept.Sum(d => d[at]) >= 0 ? 1 : -1;
            int[] counts = [.. Enumerable.Range(0, 3).Where(i => Math.Sign(kept[i][at]) == sign)];
            return s_base[at] + counts.Sum(i => w[i] * kept[i][at]) / Math.Max(1e-6, counts.Sum(i => w[i]));
        }, 1e-5);
    }

    [Test]
    public void Passthrough_scales() =>
        AssertAre(Merge("passthrough", [s_base], null, Width, new() { ["scale"] = [0.5] }, neutral: 1), at => 1 + 0.5 * (s_base[at] - 1));

    [Test]
    public void Thresholds_are_exact_over_many_blocks()
    {
        float[] values = Random(77, 200_000);
        var input = new MergeInput("t", [new ArrayTensor(values, 100)], null, new Dictionary<string, double>(), [], threads: 2);
        float[] sizes = [.. values.Select(Math.Abs).OrderDescending()];
        uint[] found = TopValues.Thresholds(input, [1, 1000, 199_999, 0], block => block[0]);
        Assert.That(found, Is.EqualTo(new[] { TopValues.Bits(sizes[0]), TopValues.Bits(sizes[999]), TopValues.Bits(sizes[199_998]), uint.MaxValue }));
    }

    static double Elected(double[][] deltas, double[] w, int at, bool normalizes)
    {
        double[] weighted = [.. deltas.Select((d, i) => w[i] * d[at])];
        int sign = weighted.Sum() >= 0 ? 1 : -1;
        int[] counts = [.. Enumerable.Range(0, w.Length).Where(i => Math.Sign(weighted[i]) == sign)];
        return counts.Length == 0 ? 0 : counts.Sum(i => weighted[i]) / (normalizes ? counts.Sum(i => w[i]) : 1);
    }

    static double[] Keep(double[] d, double density)
    {
        double least = d.Select(Math.Abs).OrderDescending().ElementAt((int)(density * d.Length) - 1);
        return [.. d.Select(v => Math.Abs(v) >= least ? v : 0)];
    }

    static double Length(float[] v) => Math.Sqrt(v.Sum(x => (double)x * x));

    static double Angle(float[] a, float[] b) => Math.Acos(Math.Clamp(a.Zip(b, (x, y) => (double)x * y).Sum() / Length(a) / Length(b), -1, 1));

    static void AssertAre(float[] merged, Func<int, double> expected, double tolerance = 2e-6)
    {
        Assert.That(merged, Has.Length.EqualTo(Count));
        for (int at = 0; at < Count; at++)
            Assert.That(merged[at], Is.EqualTo(expected(at)).Within(tolerance), $"value {at}");
    }
}
