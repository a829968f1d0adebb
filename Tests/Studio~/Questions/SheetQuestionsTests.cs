using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Cli;
using Ojousama.Studio.Questions;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio.Questions;

/// <summary><c>sheet questions</c> from a sheet to a sheet, with the real embedder.</summary>
public sealed class SheetQuestionsTests
{
    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task Without_write_each_form_is_shown_with_its_origin_or_its_fault_and_the_sheet_stays()
    {
        string path = SheetOnDisk.Write(_folder["A.asset"]);
        byte[] before = File.ReadAllBytes(path);
        StudioRun run = await AskAsync(path);

        string[] lines = run.Output.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            Assert.That(lines, Does.Contain("好きな季節は冬。"));
            Assert.That(lines.Where(line => line.StartsWith("  + ")), Has.All.EndsWith("(pattern)").And.Not.Empty);
            Assert.That(lines.Where(line => line.StartsWith("  - ")), Has.All.Contains("(pattern): ").And.Some.Contains(" first").And.Some.EndsWith("another form says"));
            Assert.That(run.Output, Does.Contain("--write adds them"));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task What_is_written_finds_its_fact_and_what_was_there_stays()
    {
        string[] own = ["一番好きな季節はいつですか？"], enough = ["一", "二", "三"];
        string path = SheetOnDisk.Write(_folder["A.asset"], sheet =>
        {
            sheet.facts[2].questions = [.. own];
            sheet.facts[3].questions = [.. enough];
        });
        CharacterSheet before = SheetFile.Read(path);
        StudioRun run = await AskAsync(path, "--most", "3", "--write");

        CharacterSheet after = SheetFile.Read(path);
        using LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder);
        FactIndex index = await FactIndex.BuildAsync(before, [], MappedEmbedder.Over(embedder, PackagePaths.FindModel(LlamaFixture.Embedder)));
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            Assert.That(after.facts.Select(fact => fact.text), Is.EqualTo(before.facts.Select(fact => fact.text)));
            Assert.That(after.facts[2].questions.Take(1), Is.EqualTo(own));
            Assert.That(after.facts[3].questions, Is.EqualTo(enough));
            Assert.That(after.facts.Select(fact => fact.questions.Count), Has.All.InRange(1, 3));
            Assert.That(SheetValidator.Check(after), Is.Empty);
        });
        foreach (Fact fact in after.facts)
        {
            foreach (string form in fact.questions.Except([.. own, .. enough]))
                Assert.That((await index.ExplainAsync(form)).Scores[0].Text, Is.EqualTo(fact.text), form);
        }
    }

    [Test]
    public async Task A_sheet_that_has_enough_is_not_written_again()
    {
        string path = SheetOnDisk.Write(_folder["A.asset"], sheet => sheet.facts.ForEach(fact => fact.questions = ["何？"]));
        DateTime written = File.GetLastWriteTimeUtc(path);
        StudioRun run = await AskAsync(path, "--most", "1", "--write");
        Assert.That(run.Output, Does.Contain("0 question forms for 0 of 5 facts"), run.Error);
        Assert.That(File.GetLastWriteTimeUtc(path), Is.EqualTo(written));
    }

    [Test]
    public async Task A_missing_adapter_is_told_and_costs_the_sheet_nothing()
    {
        string path = SheetOnDisk.Write(_folder["A.asset"]);
        byte[] before = File.ReadAllBytes(path);
        (await StudioRun.InProcessAsync("sheet", "questions", path, "--asker", "nobody.gguf", "--write")).AssertFailed("nobody.gguf");
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
    }

    [Test]
    public async Task A_new_sheet_has_forms_unless_they_are_not_wanted_or_cannot_be_thought_of()
    {
        File.WriteAllText(_folder["F.txt"], "名前は白石小春。\n趣味は天体観測。\n");
        StudioRun with = await NewAsync("With.asset", "--asker", "none");
        StudioRun without = await NewAsync("Without.asset", "--no-questions");
        StudioRun unable = await NewAsync("Unable.asset", "--asker", "nobody.gguf");
        Assert.Multiple(() =>
        {
            Assert.That(SheetFile.Read(_folder["With.asset"]).facts.Select(fact => fact.questions.Count), Has.All.GreaterThan(2), with.Error);
            Assert.That(with.Output, Does.Contain("question forms were written"));
            Assert.That(SheetFile.Read(_folder["Without.asset"]).facts.SelectMany(fact => fact.questions), Is.Empty);
            Assert.That(without.Output, Does.Contain("sheet questions"));
            Assert.That(unable.ExitCode, Is.EqualTo(StudioCommandLine.Done));
            Assert.That(unable.Error, Does.Contain("nobody.gguf"));
            Assert.That(SheetFile.Read(_folder["Unable.asset"]).facts, Has.Count.EqualTo(2));
        });
    }

    static Task<StudioRun> AskAsync(string path, params string[] more) => StudioRun.InProcessAsync(["sheet", "questions", path, "--asker", "none", .. more]);

    Task<StudioRun> NewAsync(string file, params string[] more) =>
        StudioRun.InProcessAsync(["sheet", "new", "--name", "白石小春", "--facts", _folder["F.txt"], "--out", _folder[file], .. more]);
}
