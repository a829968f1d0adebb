namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Whether two recipes differ on the same questions, or it was luck.</summary>
internal static class Binomial
{
    /// <summary>McNemar's exact probability: that of a fair coin falling at least so unevenly.</summary>
    public static double TwoSided(int fewer, int all) =>
        Math.Min(1, 2 * Enumerable.Range(0, fewer + 1).Sum(k => MathNet.Numerics.Distributions.Binomial.PMF(0.5, all, k)));
}
