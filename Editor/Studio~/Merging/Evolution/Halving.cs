namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Ranks candidates with few questions for all and more for the better: each round asks twice as many of the better half.</summary>
/// <remarks>Successive halving: Jamieson and Talwalkar, arXiv:1502.07943. Who came further ranks before who did not.</remarks>
internal static class Halving
{
    const int Rounds = 3;

    /// <param name="candidates">Genes.</param>
    /// <param name="questions">Asked of those that come through all rounds.</param>
    /// <param name="ask">Asks a candidate (by its number) a stretch of questions.</param>
    /// <returns>The best first.</returns>
    public static async Task<IReadOnlyList<Candidate>> RankAsync(IReadOnlyList<double[]> candidates, int questions, Func<int, int, int, Task<bool[]>> ask)
    {
        Candidate[] all = [.. candidates.Select((genes, i) => new Candidate(i, genes, 0, 0))];
        var ranked = new List<Candidate>();
        Candidate[] left = all;
        for (int round = 0; round < Rounds; round++)
        {
            int asked = left[0].Asked, until = questions >> (Rounds - 1 - round);
            for (int i = 0; i < left.Length; i++)
            {
                int passed = until > asked ? (await ask(left[i].Number, asked, until - asked).ConfigureAwait(false)).Count(pass => pass) : 0;
                left[i] = left[i] with { Asked = until, Passed = left[i].Passed + passed };
            }

            left = [.. left.OrderByDescending(candidate => candidate.Passed)]; // a stable sort
            int through = round == Rounds - 1 ? left.Length : (left.Length + 1) / 2;
            if (round < Rounds - 1)
                ranked.InsertRange(0, left[through..]);
            left = left[..through];
        }

        ranked.InsertRange(0, left);
        return ranked;
    }
}

/// <summary>A set of numbers and what it made of the questions.</summary>
/// <param name="Number">Within its generation.</param>
/// <param name="Genes">Its numbers.</param>
/// <param name="Asked">Questions so far.</param>
/// <param name="Passed">Of those.</param>
internal sealed record Candidate(int Number, double[] Genes, int Asked, int Passed)
{
    public double Score => Asked == 0 ? 0 : Passed / (double)Asked;
}
