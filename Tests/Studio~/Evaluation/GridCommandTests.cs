using Ojousama.Studio.Cli;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Grid;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

public sealed class GridCommandTests
{
    [Test]
    public async Task Every_cell_answers_the_same_questions_under_its_own_setting_and_a_second_run_asks_nothing_again()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["grid", "--sheets", SheetOnDisk.Write(folder["S.asset"]), "--limit-per-kind", "1", "--out", folder["grid"]];
        StudioRun run = await StudioRun.InProcessAsync(command);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("5 facts: tuned with RAG").And.Contain("the best other cell"));

        var cells = Directory.GetFiles(folder["grid"], "*.jsonl").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => ResultFile.Read(f).Results.ToDictionary(r => r.Id));
        Assert.That(cells.Keys, Is.EquivalentTo(new[] { "tuned-recalled-5", "base-recalled-5", "tuned-none-5", "base-none-5", "tuned-whole-5", "base-whole-5" }));
        string[] asked = [.. cells["tuned-recalled-5"].Keys];
        string own = asked.First(id => id.StartsWith("report-cafe")), given = asked.First(id => id.Contains("context"));
        Assert.Multiple(() =>
        {
            foreach (var (name, cell) in cells)
                Assert.That(cell.Keys, Is.EqualTo(asked), name);
            Assert.That(Facts("tuned-none-5", given), Is.Zero);
            Assert.That(Facts("tuned-recalled-5", given), Is.EqualTo(3));
            Assert.That(Facts("base-whole-5", own), Is.EqualTo(5), "every fact of the sheet");
            Assert.That(cells["tuned-whole-5"][own].Turns[0].PromptTokens, Is.GreaterThan(cells["tuned-none-5"][own].Turns[0].PromptTokens));
            Assert.That(cells["tuned-recalled-5"].Values.Select(r => r.Turns[0].Reply), Is.Not.EqualTo(cells["base-recalled-5"].Values.Select(r => r.Turns[0].Reply)));
            Assert.That(File.ReadAllText(Path.Combine(folder["grid"], "index.html")), Does.Contain("whole sheet, 5 facts").And.Contain("設定全文"));
            Assert.That(File.ReadAllText(Path.Combine(folder["grid"], "index.md")), Does.Contain("tuned, RAG, 5 facts"));
        });

        DateTime[] written = Times();
        StudioRun again = await StudioRun.InProcessAsync(command);
        Assert.That(again.Error, Does.Not.Contain("Loading"));
        Assert.That(Times(), Is.EqualTo(written));
        Assert.That(again.Output, Is.EqualTo(run.Output));

        int Facts(string cell, string id) => cells[cell][id].Turns[0].Facts.Count;

        DateTime[] Times() => [.. Directory.GetFiles(folder["grid"], "*.jsonl").Order().Select(File.GetLastWriteTimeUtc)];
    }

    [TestCase(8, 2, "better")]
    [TestCase(6, 5, "cannot tell from 0")]
    [TestCase(3, 3, "NOT above 0")]
    [TestCase(2, 6, "NOT above 0")]
    public void The_page_says_plainly_whether_tuning_and_RAG_together_pay(int tuned, int best, string verdict)
    {
        LocalText? finding = GridFinding.Of([Cell(true, Knowledge.Recalled, tuned), Cell(true, Knowledge.None, 0), Cell(false, Knowledge.Recalled, best)]);
        Assert.That(finding!.Value.English, Does.Contain(verdict).And.Contain("base, RAG"));

        static (GridCell, IReadOnlyList<QuestionResult>) Cell(bool isTuned, Knowledge knowledge, int passed) =>
            (new GridCell("S", 11, knowledge, isTuned), [.. Enumerable.Range(0, 10).Select(i => ResultFileTests.Result($"{i}", passes: i < passed))]);
    }
}
