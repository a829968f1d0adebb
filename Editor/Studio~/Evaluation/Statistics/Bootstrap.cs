namespace Ojousama.Studio.Evaluation.Statistics;

/// <summary>Percentile intervals by resampling whole questions with replacement, always with the same seed.</summary>
/// <remarks>
/// B. Efron, Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7 (1979). A question counts once however many turns
/// it has, because turns of one conversation are not independent.
/// </remarks>
static class Bootstrap
{
    /// <summary>Resamples: the ends of an interval then vary by about half a point from seed to seed.</summary>
    const int Resamples = 4000;

    const int Seed = 2026;
    const double Tail = 0.025;

    /// <summary>Interval of a share.</summary>
    public static Interval Of(Share share)
    {
        // Only the numbers of passes and failures matter, not which cases they were.
        var values = new double[share.Total];
        Array.Fill(values, 1, 0, share.Passed);
        return OfMean(values);
    }

    /// <summary>Interval of a mean; (0, 0) of nothing.</summary>
    public static Interval OfMean(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return default;
        var random = new Random(Seed);
        var means = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < values.Count; j++)
                sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }

        Array.Sort(means);
        return new Interval(means[(int)(Tail * (Resamples - 1))], means[(int)Math.Ceiling((1 - Tail) * (Resamples - 1))]);
    }
}
