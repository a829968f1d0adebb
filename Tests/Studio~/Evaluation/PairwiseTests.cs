using System.Globalization;
using Ojousama.Studio.Evaluation.Pairwise;
using Ojousama.Tests.Package;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>Ratings from comparisons, held against the papers' examples and others' fits.</summary>
public sealed class PairwiseTests
{
    [Test]
    public void Glicko2_gives_the_worked_example_of_its_paper_to_the_printed_digits()
    {
        const double Scale = 173.7178;
        GlickoRating after = new Glicko2(tau: 0.5).Update(
            new GlickoRating(1500, 200, 0.06),
            [(new GlickoRating(1400, 30), 1), (new GlickoRating(1550, 100), 0), (new GlickoRating(1700, 300), 0)]);
        string mu = Printed((after.Value - 1500) / Scale, 4), phi = Printed(after.Deviation / Scale, 4), logVariance = Printed(2 * Math.Log(after.Volatility), 5);
        Assert.Multiple(() =>
        {
            Assert.That((mu, phi, logVariance), Is.EqualTo(("-0.2069", "0.8722", "-5.62696")));
            // The paper goes on from these printed digits to its results, 1464.06, 151.52 and 0.05999; unrounded the first is 1464.0507.
            Assert.That(Printed(1500 + Scale * double.Parse(mu, CultureInfo.InvariantCulture), 2), Is.EqualTo("1464.06"));
            Assert.That(Printed(after.Deviation, 2), Is.EqualTo("151.52"));
            Assert.That(after.Value, Is.EqualTo(1464.0507).Within(0.0001));
            Assert.That(after.Volatility, Is.InRange(0.05999, 0.06), "which the paper cuts off");
        });

        static string Printed(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    [Test]
    public void Glicko2_gives_the_published_ranking_of_japanese_llm_roleplay_benchmark_from_its_matches()
    {
        (string Name, int Rating, int Deviation)[] published =
        [
            ("GPT-4", 1522, 74), ("supertrin-beta", 1498, 67), ("calm2-7b-chat", 1421, 64), ("GPT-3.5", 1376, 65),
            ("japanese-stablelm-instruct-gamma-7b", 1251, 65), ("japanese-stablelm-instruct-alpha-7b-v2", 1248, 65),
            ("ELYZA-japanese-Llama-2-7b-fast-instruct", 1178, 64), ("japanese-large-lm-3.6b-instruction-sft", 1146, 67),
            ("japanese-novel-gpt-j-6b", 1142, 72), ("llm-jp-13b-instruct-full-dolly-oasst-v1.0", 979, 77),
            ("bilingual-gpt-neox-4b-instruction-ppo", 976, 74),
        ];
        Match[] matches = [.. PublishedMatches()];
        var ratings = new Glicko2().RateInOrder(matches);
        Assert.That(matches, Has.Length.EqualTo(556));
        Assert.That(
            ratings.OrderByDescending(r => r.Value.Value).Select(r => (r.Key, (int)Math.Round(r.Value.Value), (int)Math.Round(r.Value.Deviation))),
            Is.EqualTo(published));
    }

    [Test]
    public void Davidson_fits_two_systems_as_the_formula_for_two_says()
    {
        var table = new ResultTable(2);
        table.Add(0, 1, 1, 18);
        table.Add(0, 1, 0, 8);
        table.Add(0, 1, Match.Tie, 12);
        Davidson fit = Davidson.Fit(table);
        Assert.Multiple(() =>
        {
            Assert.That(fit.LogStrengths[0] - fit.LogStrengths[1], Is.EqualTo(Math.Log(18 / 8.0)).Within(1e-8));
            Assert.That(fit.Tie, Is.EqualTo(12 / Math.Sqrt(18 * 8)).Within(1e-8));
        });
    }

    [Test]
    public void Davidson_fits_three_systems_as_a_maximiser_of_the_likelihood_does()
    {
        var table = new ResultTable(3);
        foreach (var (i, j, wins, losses, ties) in ((int, int, int, int, int)[])[(0, 1, 12, 5, 8), (0, 2, 15, 3, 4), (1, 2, 9, 7, 10)])
        {
            table.Add(i, j, 1, wins);
            table.Add(i, j, 0, losses);
            table.Add(i, j, Match.Tie, ties);
        }

        Davidson fit = Davidson.Fit(table);
        Assert.That(fit.LogStrengths.Append(fit.Tie), Is.EqualTo(ByNewton).Within(1e-6));
    }

    /// <summary>Newton's method on the log-likelihood with numerical derivatives, in another language.</summary>
    static readonly double[] ByNewton = [0.8743811, -0.2210894, -0.6532916, 0.9882402];

    [Test]
    public void Without_ties_it_is_Bradley_and_Terry_and_gives_the_published_abilities_of_the_American_League_of_1987()
    {
        // Wins of the row over the column: A. Agresti, Categorical Data Analysis (2002), table 10.10; abilities as the R package BradleyTerry2 prints them.
        string[] teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
        int[][] wins =
        [
            [0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12], [6, 8, 6, 0, 6, 7, 10], [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0],
        ];
        double[] published = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0];
        var table = new ResultTable(teams.Length);
        for (int i = 0; i < teams.Length; i++)
        {
            for (int j = 0; j < teams.Length; j++)
                table.Add(i, j, 1, wins[i][j]);
        }

        Davidson fit = Davidson.Fit(table);
        Assert.That(fit.LogStrengths.Select(s => s - fit.LogStrengths[^1]), Is.EqualTo(published).Within(5e-5));
        Assert.That(fit.Tie, Is.Zero);
    }

    [Test]
    public void Who_wins_only_by_its_place_has_not_won()
    {
        Match[] matches =
        [
            .. Match.Of(
            [
                new Vote("place", "a", "b", Verdict.First), new Vote("place", "b", "a", Verdict.First),
                new Vote("truly", "a", "b", Verdict.First), new Vote("truly", "b", "a", Verdict.Second),
                new Vote("half", "a", "b", Verdict.First), new Vote("half", "b", "a", Verdict.Tie),
                new Vote("once", "b", "a", Verdict.First),
                new Vote("again", "a", "b", Verdict.First), new Vote("again", "a", "b", Verdict.Second),
            ]),
        ];
        Assert.That(matches.Select(m => (m.Situation, m.A, m.ScoreOfA)), Is.EqualTo(new[] { ("place", "a", 0.5), ("truly", "a", 1), ("half", "a", 0.5), ("once", "a", 0), ("again", "a", 0) }));
    }

    [Test]
    public void A_better_system_ranks_first_with_an_interval_around_its_rating_and_one_that_always_won_has_one_too()
    {
        Match[] matches = [.. Enumerable.Range(0, 60).Select(i => new Match($"{i}", "a", "b", i % 10 < 7 ? 1 : i % 10 < 9 ? 0 : Match.Tie))];
        Ranking ranking = Ranking.Of(matches);
        PairShare pair = ranking.Pairs.Single();
        Assert.Multiple(() =>
        {
            Assert.That(ranking.Standings.Select(s => (s.Name, s.Wins, s.Ties, s.Losses)), Is.EqualTo(new[] { ("a", 42, 6, 12), ("b", 12, 6, 42) }));
            Assert.That(ranking.Standings[0].Rating, Is.InRange(ranking.Standings[0].Interval.Low, ranking.Standings[0].Interval.High));
            Assert.That(ranking.Standings[0].Interval.Low, Is.GreaterThan(1500));
            Assert.That(pair.Share, Is.EqualTo(0.75).Within(1e-9));
            // The deviation of a mean of 60 such scores is 0.053, so that the interval is about as wide as four of it.
            Assert.That(pair.Interval.High - pair.Interval.Low, Is.EqualTo(4 * 0.053).Within(0.04));
        });

        Ranking always = Ranking.Of([.. matches.Select(m => m with { ScoreOfA = 1 })]);
        Assert.That(always.Standings[0].Rating, Is.EqualTo(1500 + 200 * Math.Log10(60.5 / 0.5)).Within(0.1));
        Assert.That(
            () => Ranking.Of([new Match("1", "a", "b", 1), new Match("1", "c", "d", 1)]),
            Throws.TypeOf<OjousamaException>().With.Message.Contain("never compared"));
    }

    static IEnumerable<Match> PublishedMatches() =>
        from line in File.ReadLines(Path.Combine(PackageFolder.Root, "Tests/Studio~/Data/roleplay-matches.csv"))
        where line[0] != '#'
        let cells = line.Split(',')
        select new Match(cells[0], cells[1], cells[2], int.Parse(cells[3]));
}
