using Ojousama.Character;
using Ojousama.Recall;

namespace Ojousama.Tests.Recall;

/// <summary>How often recall finds what a player asks for, and keeps silent when nothing is asked. Every gate is open.</summary>
public sealed class RecallQualityTests
{
    [TestCase("Ayane", 11, 95)]
    [TestCase("Ayane61", 61, 90)]
    public async Task The_fact_that_answers_is_among_the_three_recalled(string sheet, int facts, double bar)
    {
        FactIndex index = await IndexAsync(sheet);
        Assert.That(index.Count, Is.EqualTo(facts));

        var (first, three, asked) = await RecallAsync(index, "development.txt");
        var test = await RecallAsync(index, "test.txt");

        TestContext.Out.WriteLine($"{facts} facts, floor {index.Floor:F3}: recall@1 / @3 of {asked} development questions {first:F1} / {three:F1} %, of {test.Asked} test questions {test.First:F1} / {test.Three:F1} %");
        Assert.That(asked, Is.GreaterThanOrEqualTo(150));
        Assert.That(three, Is.GreaterThanOrEqualTo(bar));
    }

    [TestCase("Ayane")]
    [TestCase("Ayane61")]
    public async Task Small_talk_recalls_nothing(string sheet)
    {
        FactIndex index = await IndexAsync(sheet);

        double development = await FalseRecallsAsync(index, "small-talk-development.txt");
        double test = await FalseRecallsAsync(index, "small-talk-test.txt");

        TestContext.Out.WriteLine($"{index.Count} facts, floor {index.Floor:F3}: small talk that recalls a fact {development:F1} % of development, {test:F1} % of test");
        Assert.That(development, Is.LessThanOrEqualTo(10));
    }

    [Test]
    public async Task Bytes_find_what_floats_find()
    {
        FactIndex floats = await IndexAsync("Ayane61"), bytes = await IndexAsync("Ayane61", RowFormat.Int8);
        int same = 0, asked = 0;
        foreach (var question in Questions.Read("development.txt"))
        {
            RecallReport exact = await floats.ExplainAsync(question.Text), rough = await bytes.ExplainAsync(question.Text);
            var scores = rough.Scores.ToDictionary(s => s.Text, s => s.Score);
            Assert.That(exact.Scores.Max(s => Math.Abs(s.Score - scores[s.Text])), Is.LessThan(0.01), question.Text);
            same += exact.Scores[0].Text == rough.Scores[0].Text ? 1 : 0;
            asked++;
        }

        Assert.That(same, Is.GreaterThanOrEqualTo(0.98 * asked));
    }

    static async Task<(double First, double Three, int Asked)> RecallAsync(FactIndex index, string file)
    {
        int first = 0, three = 0, asked = 0;
        foreach (var question in Questions.Read(file))
        {
            RecallReport report = await index.ExplainAsync(question.Text);
            if (!report.Scores.Any(s => question.Facts.Contains(s.Text)))
                continue; // of a fact that the short sheet lacks
            var recalled = await index.RecallAsync(question.Text, 3);
            asked++;
            first += recalled.Take(1).Any(f => question.Facts.Contains(f.Text)) ? 1 : 0;
            three += recalled.Any(f => question.Facts.Contains(f.Text)) ? 1 : 0;
        }

        return (100.0 * first / asked, 100.0 * three / asked, asked);
    }

    static async Task<double> FalseRecallsAsync(FactIndex index, string file)
    {
        string[] lines = Questions.Lines(file);
        int recalled = 0;
        foreach (string line in lines)
            recalled += (await index.RecallAsync(line, 3)).Count > 0 ? 1 : 0;
        return 100.0 * recalled / lines.Length;
    }

    static Task<FactIndex> IndexAsync(string sheet, RowFormat format = RowFormat.Float)
    {
        CharacterSheet read = Questions.Sheet(sheet);
        foreach (Fact fact in read.facts)
            fact.gate = "";
        return FactIndex.BuildAsync(read.facts, read.name, RecallFixture.Embedder, format: format);
    }
}
