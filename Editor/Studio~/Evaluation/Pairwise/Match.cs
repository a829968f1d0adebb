namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>What two systems' replies to one situation came to.</summary>
/// <param name="Situation">Id of the question.</param>
/// <param name="A">A system.</param>
/// <param name="B">Another.</param>
/// <param name="ScoreOfA">1 if A won, 0 if B did, ½ for a tie.</param>
sealed record Match(string Situation, string A, string B, double ScoreOfA)
{
    public const double Tie = 0.5;

    /// <summary>
    /// Joins the votes of both orders: who is the better in both has won, and all else is a tie, because it was the place that won. A pair
    /// that was seen in one order so far counts by that. Of several votes on the same order the last holds.
    /// </summary>
    /// <exception cref="OjousamaException">A system is compared with itself.</exception>
    public static IReadOnlyList<Match> Of(IEnumerable<Vote> votes)
    {
        var matches = new List<Match>();
        foreach (var pair in votes.GroupBy(vote => (vote.Situation, Names: Sorted(vote))))
        {
            var (a, b) = pair.Key.Names;
            if (a == b)
                throw new OjousamaException($"A vote on situation {pair.Key.Situation} compares {a} with itself", "Take it out of the file of votes");
            double[] scores = [.. pair.GroupBy(vote => vote.First).Select(order => ScoreOf(a, order.Last())).Distinct()];
            matches.Add(new Match(pair.Key.Situation, a, b, scores.Length == 1 ? scores[0] : Tie));
        }

        return matches;
    }

    static (string, string) Sorted(Vote vote) =>
        string.CompareOrdinal(vote.First, vote.Second) <= 0 ? (vote.First, vote.Second) : (vote.Second, vote.First);

    static double ScoreOf(string system, Vote vote) => vote.Better switch
    {
        Verdict.Tie => Tie,
        Verdict.First => vote.First == system ? 1 : 0,
        _ => vote.Second == system ? 1 : 0,
    };
}
