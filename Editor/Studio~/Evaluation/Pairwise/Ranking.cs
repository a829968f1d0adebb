using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>A system's place.</summary>
/// <param name="Name">Of its file of replies.</param>
/// <param name="Wins">Situations won, of all comparisons.</param>
/// <param name="Ties">Situations tied.</param>
/// <param name="Losses">Situations lost.</param>
/// <param name="Rating">Davidson's, 1500 for the mean, 400 points for odds of ten.</param>
/// <param name="Interval">Of the rating, from resampled situations.</param>
/// <param name="IsBest">In how many of the resamples it stands first, 0 to 1.</param>
/// <param name="Glicko">Glicko-2 in the order of the votes.</param>
sealed record Standing(string Name, int Wins, int Ties, int Losses, double Rating, Interval Interval, double IsBest, GlickoRating Glicko);

/// <summary>How often one system was preferred to another.</summary>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
/// <param name="Matches">Comparisons of the two.</param>
/// <param name="Share">Of those that A won, ties as halves.</param>
/// <param name="Interval">Of the share, from resampled situations.</param>
sealed record PairShare(string A, string B, int Matches, double Share, Interval Interval);

/// <summary>Systems ranked by their matches: Davidson's ratings with bootstrap intervals, Glicko-2 beside them.</summary>
/// <param name="Standings">Best first.</param>
/// <param name="Pairs">Who was preferred to whom, the better ranked first.</param>
/// <param name="Tie">Davidson's ν.</param>
/// <param name="Matches">What it rests on.</param>
/// <param name="Situations">How many differ.</param>
sealed record Ranking(IReadOnlyList<Standing> Standings, IReadOnlyList<PairShare> Pairs, double Tie, int Matches, int Situations)
{
    const int Resamples = 1000;
    const int Lowest = Resamples / 40, Highest = Resamples - 1 - Resamples / 40; // of sorted resamples: the ends of a 95 % interval

    /// <summary>Of a win each way that is added to every pair that was compared, so that a system that always won has a rating too.</summary>
    const double Prior = 0.5;

    static readonly double s_points = 400 / Math.Log(10);

    /// <param name="matches">At least one.</param>
    /// <param name="seed">Of the bootstrap, which draws whole situations.</param>
    /// <exception cref="OjousamaException">There are none, or they fall into groups that were never compared with each other.</exception>
    public static Ranking Of(IReadOnlyList<Match> matches, int seed = 1)
    {
        string[] names = [.. matches.SelectMany(m => new[] { m.A, m.B }).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new OjousamaException("There is no vote", "Vote first: name two files of replies");
        var index = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        (string, string)[] pairs = [.. matches.Select(m => (m.A, m.B)).Distinct()];
        var all = TableOf(matches);
        if (!all.IsConnected())
            throw new OjousamaException(
                $"The votes fall into groups of systems that were never compared with each other: {string.Join(", ", names)}", "Compare one of each group");
        Davidson fit = Davidson.Fit(all);

        Match[][] situations = [.. matches.GroupBy(m => m.Situation).Select(g => g.ToArray())];
        var random = new Random(seed);
        var resampled = new double[names.Length][];
        var best = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
            resampled[i] = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            IEnumerable<Match> drawn = situations.SelectMany(_ => situations[random.Next(situations.Length)]);
            var strengths = Davidson.Fit(TableOf(drawn), fit).LogStrengths;
            for (int i = 0; i < names.Length; i++)
                resampled[i][r] = Points(strengths[i]);
            best[Enumerable.Range(0, names.Length).MaxBy(i => strengths[i])]++;
        }

        var glicko = new Glicko2().RateInOrder(matches);
        Standing[] standings = [.. names.Select((name, i) =>
        {
            double[] scores = [.. matches.Where(m => m.A == name || m.B == name).Select(m => m.A == name ? m.ScoreOfA : 1 - m.ScoreOfA)];
            Array.Sort(resampled[i]);
            return new Standing(
                name, scores.Count(s => s == 1), scores.Count(s => s == Match.Tie), scores.Count(s => s == 0),
                Points(fit.LogStrengths[i]), new Interval(resampled[i][Lowest], resampled[i][Highest]), (double)best[i] / Resamples, glicko[name]);
        }).OrderByDescending(s => s.Rating)];
        return new Ranking(standings, SharesOf(standings, matches), fit.Tie, matches.Count, situations.Length);

        ResultTable TableOf(IEnumerable<Match> some)
        {
            var table = new ResultTable(names.Length);
            foreach (Match match in some)
                table.Add(index[match.A], index[match.B], match.ScoreOfA);
            foreach (var (a, b) in pairs)
            {
                table.Add(index[a], index[b], 1, Prior);
                table.Add(index[a], index[b], 0, Prior);
            }

            return table;
        }
    }

    static PairShare[] SharesOf(IReadOnlyList<Standing> standings, IReadOnlyList<Match> matches)
    {
        var shares = new List<PairShare>();
        for (int i = 0; i < standings.Count; i++)
        {
            for (int j = i + 1; j < standings.Count; j++)
            {
                string a = standings[i].Name, b = standings[j].Name;
                double[] scores = [.. matches.Where(m => m.A == a && m.B == b || m.A == b && m.B == a).Select(m => m.A == a ? m.ScoreOfA : 1 - m.ScoreOfA)];
                if (scores.Length > 0)
                    shares.Add(new PairShare(a, b, scores.Length, scores.Average(), Bootstrap.OfMean(scores)));
            }
        }

        return [.. shares];
    }

    static double Points(double logStrength) => 1500 + s_points * logStrength;
}
