using System.Globalization;

namespace Ojousama.Studio.Evaluation.Statistics;

/// <summary>Two systems on the same questions: is one better, or was it luck?</summary>
/// <remarks>
/// Q. McNemar, Psychometrika 12 (1947), in its exact form: of the questions on which the two differ, as many should go either way; the
/// probability is that of a fair coin. The interval of the difference is a bootstrap over questions.
/// </remarks>
sealed class PairedTest
{
    /// <param name="pairs">Whether the first and the second passed, a question each.</param>
    public PairedTest(IReadOnlyList<(bool First, bool Second)> pairs)
    {
        First = Share.Of(pairs, pair => pair.First);
        Second = Share.Of(pairs, pair => pair.Second);
        OnlyFirst = pairs.Count(pair => pair.First && !pair.Second);
        OnlySecond = pairs.Count(pair => pair.Second && !pair.First);
        Interval = Bootstrap.OfMean([.. pairs.Select(pair => (pair.Second ? 1.0 : 0) - (pair.First ? 1 : 0))]);
        Probability = TwoSided(Math.Min(OnlyFirst, OnlySecond), OnlyFirst + OnlySecond);
    }

    public Share First { get; }

    public Share Second { get; }

    public int OnlyFirst { get; }

    public int OnlySecond { get; }

    /// <summary>Second minus first, −1 to 1.</summary>
    public double Difference => Second.Value - First.Value;

    /// <summary>Of the difference.</summary>
    public Interval Interval { get; }

    /// <summary>Of a difference at least this large between equals.</summary>
    public double Probability { get; }

    /// <summary><c>+8.3 points (+1.7 to +15.0); 7 gained, 2 lost of 60; p = 0.180</c></summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * Difference:+0.0;−0.0;0.0} points ({100 * Interval.Low:+0.0;−0.0;0.0} to {100 * Interval.High:+0.0;−0.0;0.0}); {OnlySecond} gained, {OnlyFirst} lost of {First.Total}; p = {Probability:F3}");

    /// <summary>Twice the tail of the binomial distribution with odds of a half, at most 1.</summary>
    static double TwoSided(int fewer, int all)
    {
        double tail = 0, term = Math.Pow(0.5, all); // of no heads; a file of questions is far from underflow at 2^-1074
        for (int heads = 0; heads <= fewer; heads++)
        {
            tail += term;
            term = term * (all - heads) / (heads + 1);
        }

        return Math.Min(1, 2 * tail);
    }
}
