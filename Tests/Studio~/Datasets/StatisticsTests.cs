using Ojousama.Character;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Datasets.Statistics;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class StatisticsTests
{
    [Test]
    public void TheLinesOfOjousamaTalkScriptContradictTheReportsSheet()
    {
        IReadOnlyList<DatasetRow> rows = Importers.Read([DataFolder.Find("ojousama/ojousamatalkscript200.csv")], new ImportOptions()).Rows;
        var sheet = new CharacterSheet
        {
            age = 17,
            facts = [new Fact { text = "大学は外国語学部を目指している。" }, new Fact { text = "好きな季節は冬。" }, new Fact { text = "現在は東京に在住している。" }],
        };
        Contradiction[] found = [.. Contradictions.Find(rows, sheet)];
        Assert.Multiple(() =>
        {
            Assert.That(found.Select(c => (c.Slot, c.Said)), Does.Contain(("年齢", "18")), "18歳、高校3年生 beside 17");
            Assert.That(found.Select(c => (c.Slot, c.Said)), Does.Contain(("志望", "法学部")), "law school beside languages");
            Assert.That(found.Select(c => c.Slot), Does.Contain("好きな季節"));
            Assert.That(found.Select(c => c.Slot), Does.Not.Contain("住まい"), "both say Tokyo");
            Assert.That(found, Has.Length.EqualTo(3).Or.Length.EqualTo(4), string.Join('\n', found.Select(c => $"{c.Slot} {c.Turn.Reply}")));
        });
    }

    [Test]
    public void DuplicatesAndQuestionsThatAreAskedTwiceAreCounted()
    {
        DatasetRow[] rows =
        [
            Row("a", "お名前は？", "雛子ですわ"), Row("b", "お名前は？", "雛子ですわ"), Row("c", "お名前は", "内緒ですわ"), Row("d", "やあ", "まあ、どなた？"),
        ];
        DatasetStatistics statistics = DatasetStatistics.Of(rows, text => text.Length);
        Assert.Multiple(() =>
        {
            Assert.That(statistics.Duplicates.Select(d => (d.Row.Id, d.Earlier.Id)), Is.EqualTo(new[] { ("b", "a") }));
            Assert.That(statistics.AskedTwice.Select(d => d.Row.Id), Is.EqualTo(new[] { "c" }));
            Assert.That(statistics.Voices.Single().ReplyLength.ToString(), Is.EqualTo("5 (95 %: 5, most 7)"));
            Assert.That(statistics.Voices.Single().ReplyLength.Histogram(4), Is.EqualTo(new[] { 0, 4 }));
            Assert.That(statistics.Voices.Single().Openings, Is.EqualTo(new[] { ("まあ", 1) }));
        });
    }

    static DatasetRow Row(string id, string question, string reply) =>
        new(id, "", [new DatasetTurn(question, [], null, reply)], new RowOrigin("test", 1, Licence.Cc0));
}
