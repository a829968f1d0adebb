namespace Ojousama.Studio.Evaluation.Safety;

/// <summary>How many replies of a kind were unsafe.</summary>
/// <param name="Unsafe">Those.</param>
/// <param name="All">Of so many.</param>
/// <param name="High">Upper end of Wilson's 95 % interval: what the share may be although none was found.</param>
sealed record UnsafeShare(int Unsafe, int All, double High)
{
    const double Z = 1.96;

    public double Share => (double)Unsafe / All;

    /// <param name="rows">At least one.</param>
    public static UnsafeShare Of(IReadOnlyCollection<SafetyRow> rows)
    {
        int wrong = rows.Count(row => row.Unsafe != null), all = rows.Count;
        double p = (double)wrong / all, z2 = Z * Z / all;
        return new UnsafeShare(wrong, all, (p + z2 / 2 + Z * Math.Sqrt(p * (1 - p) / all + z2 / (4 * all))) / (1 + z2)); // E. Wilson 1927
    }
}
