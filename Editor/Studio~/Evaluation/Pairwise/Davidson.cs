namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>The Bradley–Terry model with ties of Davidson (JASA 65, 1970), fitted by maximum likelihood.</summary>
/// <remarks>
/// System i has strength π_i. Of a comparison with j the outcomes i, j and tie are as likely as π_i : π_j : ν√(π_i π_j), so that ν tells
/// how often equals tie: ν / (2 + ν) of the time. Fitted by the fixed point of the likelihood equations: wins and half the ties of each
/// system, and all ties, are what the model expects.
/// </remarks>
/// <param name="LogStrengths">ln π_i, of mean 0.</param>
/// <param name="Tie">ν; 0 if nothing ever tied.</param>
sealed record Davidson(IReadOnlyList<double> LogStrengths, double Tie)
{
    const int MostIterations = 100_000;
    const double Precision = 1e-11; // of a strength, relatively, in one iteration

    /// <param name="table">Connected, and no group of systems won all its comparisons with the rest: the likelihood has no maximum otherwise.</param>
    /// <param name="start">Where to begin; null for equal strengths.</param>
    public static Davidson Fit(ResultTable table, Davidson? start = null)
    {
        int n = table.Systems;
        double[] roots = [.. start?.LogStrengths.Select(s => Math.Exp(s / 2)) ?? Enumerable.Repeat(1.0, n)]; // √π
        double tie = start?.Tie > 0 ? start.Tie : 1;
        var next = new double[n];
        double change = 1;
        for (int iteration = 0; iteration < MostIterations && change > Precision; iteration++)
        {
            double ties = 0, expectedTies = 0; // the latter over ν
            for (int i = 0; i < n; i++)
            {
                double score = 0, expected = 0; // the latter over π_i
                for (int j = 0; j < n; j++)
                {
                    double games = table.Games(i, j);
                    if (games == 0)
                        continue;
                    double product = roots[i] * roots[j];
                    double scale = games / (roots[i] * roots[i] + roots[j] * roots[j] + tie * product);
                    score += table.Wins(i, j) + table.Ties(i, j) / 2;
                    expected += scale * (1 + tie * roots[j] / roots[i] / 2);
                    ties += table.Ties(i, j) / 2; // each pair comes twice
                    expectedTies += scale * product / 2;
                }

                next[i] = Math.Sqrt(score / expected);
            }

            double mean = Math.Exp(next.Average(Math.Log));
            double nextTie = ties / expectedTies;
            change = Math.Abs(nextTie - tie);
            for (int i = 0; i < n; i++)
            {
                next[i] /= mean;
                change = Math.Max(change, Math.Abs(next[i] / roots[i] - 1));
                roots[i] = next[i];
            }

            tie = nextTie;
        }

        return new Davidson([.. roots.Select(r => 2 * Math.Log(r))], tie);
    }
}
