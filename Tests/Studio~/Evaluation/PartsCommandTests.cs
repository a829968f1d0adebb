using Ojousama.Studio.Cli;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>With the real weights: whatever is left out must be gone, and nothing else.</summary>
public sealed class PartsCommandTests
{
    const string Questions = """
        {"id": "greeting", "kind": "smalltalk", "turns": ["おはよう"], "accept": [], "reject": []}
        {"id": "mishap", "kind": "smalltalk", "turns": ["昨日の夜、豆腐を床にぶちまけて弟に笑われたんだよね"], "accept": [], "reject": []}
        {"id": "name", "kind": "own", "turns": ["お名前は？"], "sheet": "Ayane", "accept": ["絢音"], "reject": []}
        {"id": "again", "kind": "talk-again", "turns": ["お兄さんはどこにいるの？", "へえ、遠いね", "どこって言った？"], "sheet": "Ayane", "accept": ["アメリカ"], "reject": []}
        """;

    [Test]
    public async Task What_is_left_out_is_gone_and_a_second_run_asks_nothing_again()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["q.jsonl"], Questions);
        string[] command = ["parts", "--sheet", Path.Combine(PackageFolder.Root, "Samples~/DatingSim/Characters/Ayane.asset"), "--questions", folder["q.jsonl"], "--without", "lines", "stock", "conversation", "all", "--out", folder["parts"]];
        StudioRun run = await StudioRun.InProcessAsync(command);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);

        var runs = Directory.GetFiles(folder["parts"], "*.jsonl").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => ResultFile.Read(f).Results.ToDictionary(r => r.Id));
        Assert.That(runs.Keys, Is.EquivalentTo(new[] { "nothing", "lines", "stock", "conversation", "all" }));
        Assert.Multiple(() =>
        {
            Assert.That((Answer("nothing", "greeting"), Answer("nothing", "mishap"), Answer("nothing", "name")), Is.EqualTo(("line", "stock", "fact")));
            Assert.That((Answer("lines", "greeting"), Answer("lines", "mishap")), Is.EqualTo(("stock", "stock")));
            Assert.That(Answer("stock", "mishap"), Is.Not.EqualTo("stock"));
            Assert.That(runs["nothing"]["again"].Passes, Is.True);
            Assert.That(runs["conversation"]["again"].Passes, Is.False, "without the conversation nobody knows what it is about");
            Assert.That(runs["all"].Values.SelectMany(r => r.Turns).Select(t => t.Answer), Is.All.EqualTo("free"));
            Assert.That(run.Output, Does.Contain("| nothing | ").And.Contain("| remembered lines | ").And.Contain("smalltalk | own | talk-again | own-given"));
            Assert.That(File.ReadAllText(Path.Combine(folder["parts"], "index.md")), Is.EqualTo(run.Output));
        });

        StudioRun again = await StudioRun.InProcessAsync(command);
        Assert.That(again.Error, Does.Not.Contain("Loading"));
        Assert.That(again.Output, Is.EqualTo(run.Output));

        string Answer(string name, string id) => runs[name][id].Turns[0].Answer;
    }

    [Test]
    public void Every_part_changes_a_setting_of_its_own()
    {
        var whole = new RehearsalSettings();
        RehearsalSettings[] without = [.. PlayPart.All.Select(part => part.Without(whole))];
        Assert.That(without.Append(whole), Is.Unique);
        Assert.That(without[^1].IsPlain, Is.True);
    }
}
