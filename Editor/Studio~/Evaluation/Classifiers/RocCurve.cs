using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>How well scores part the right from the wrong.</summary>
static class RocCurve
{
    const int Resamples = 1000;

    /// <summary>The area under the curve: how often a right one scores higher than a wrong one, equal scores as halves (Mann and Whitney's U).</summary>
    /// <param name="right">Scores of the right ones; at least one.</param>
    /// <param name="wrong">Scores of the wrong ones; at least one.</param>
    public static double Area(IReadOnlyCollection<double> right, IReadOnlyCollection<double> wrong)
    {
        var sorted = right.Select(score => (Score: score, IsRight: true)).Concat(wrong.Select(score => (Score: score, IsRight: false))).OrderBy(p => p.Score).ToArray();
        double ranks = 0;
        for (int begin = 0, end; begin < sorted.Length; begin = end)
        {
            for (end = begin; end < sorted.Length && sorted[end].Score == sorted[begin].Score; end++)
            {
            }

            double rank = (begin + 1 + end) / 2.0; // equal ones share the mean of their ranks, which begin at 1
            for (int i = begin; i < end; i++)
                ranks += sorted[i].IsRight ? rank : 0;
        }

        return (ranks - right.Count * (right.Count + 1.0) / 2) / right.Count / wrong.Count;
    }

    /// <summary>A 95 % interval of the area by the bootstrap, right and wrong ones resampled each by themselves.</summary>
    public static Interval Interval(IReadOnlyList<double> right, IReadOnlyList<double> wrong, int seed = 1)
    {
        var random = new Random(seed);
        double[] areas = [.. Enumerable.Range(0, Resamples).Select(_ => Area(Drawn(right), Drawn(wrong))).Order()];
        return new Interval(areas[Resamples / 40], areas[Resamples - 1 - Resamples / 40]);

        double[] Drawn(IReadOnlyList<double> from) => [.. from.Select(_ => from[random.Next(from.Count)])];
    }
}
