using System.Globalization;

namespace Ojousama.Studio.Evaluation.Statistics;

/// <summary>How many of some cases passed.</summary>
readonly record struct Share(int Passed, int Total)
{
    /// <summary>0 to 1; 0 of no cases.</summary>
    public double Value => Total == 0 ? 0 : (double)Passed / Total;

    /// <summary>The 95 % interval; see <see cref="Bootstrap"/>.</summary>
    public Interval Interval => Bootstrap.Of(this);

    public static Share Of<T>(IEnumerable<T> cases, Func<T, bool> passes)
    {
        int passed = 0, total = 0;
        foreach (T each in cases)
        {
            total++;
            passed += passes(each) ? 1 : 0;
        }

        return new Share(passed, total);
    }

    /// <summary><c>83.3 % (75.0–91.7) of 60</c>; a dash of no cases.</summary>
    public override string ToString()
    {
        if (Total == 0)
            return "–";
        Interval interval = Interval;
        return string.Create(CultureInfo.InvariantCulture, $"{100 * Value:F1} % ({100 * interval.Low:F1}–{100 * interval.High:F1}) of {Total}");
    }
}
