using Ojousama.Character;
using Ojousama.Gguf;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Runs;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Studio;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Training;

/// <summary>The command <c>train</c> as the studio starts it: a child process that may die at any moment.</summary>
public sealed class TrainCommandTests
{
    [Test]
    public async Task A_killed_run_goes_on_to_the_adapter_of_an_unbroken_one([Values] bool hasStart)
    {
        using var folder = new TemporaryFolder();
        string[] start = hasStart ? ["--from", folder["start.gguf"]] : ["--rank", "4"];
        string[] Arguments(string output) => [.. Write(folder), "--out", folder[output], "--epochs", "2", "--batch", "4", "--evaluate-every", "3", .. start];
        if (hasStart)
            await ReadAsync([.. Write(folder), "--out", folder["start.gguf"], "--epochs", "1", "--rank", "4"]);
        Validated unbroken = (await ReadAsync(Arguments("whole.gguf"))).OfType<Validated>().Last();

        await ReadAsync(Arguments("killed.gguf"), killAfter: 5);
        List<TrainingEvent> rest = await ReadAsync(Arguments("killed.gguf"));
        Validated resumed = rest.OfType<Validated>().Last();
        TestContext.Out.WriteLine($"Taken up after step {rest.OfType<RunStarted>().Single().FirstStep}: loss {resumed.Loss}, unbroken {unbroken.Loss}");
        Assert.Multiple(() =>
        {
            Assert.That(rest.OfType<RunStarted>().Single().FirstStep, Is.EqualTo(3));
            Assert.That(rest.OfType<Validated>().All(look => look.Step > 0));
            Assert.That(resumed.Loss, Is.EqualTo(unbroken.Loss).Within(1e-3));
            Assert.That(AdapterFiles.Distance(folder["killed.gguf"], folder["whole.gguf"]), Is.LessThan(1e-6));
        });
    }

    [Test]
    public async Task The_command_shows_the_losses_and_draws_them()
    {
        using var folder = new TemporaryFolder();
        StudioRun run = await StudioRun.InProcessAsync(
            [.. Write(folder), "--out", folder["a.gguf"], "--epochs", "2", "--alpha", "200", "--plot", folder["loss.svg"]]);
        string picture = File.ReadAllText(folder["loss.svg"]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Does.Contain("19 samples").And.Contain("Epoch 2").And.Contain("above 4 training grows unsteady"));
            Assert.That(run.Output, Does.Contain("Completed").And.Contain("MB at most"));
            Assert.That(File.Exists(folder["a.gguf"]), Is.True);
            Assert.That(System.Xml.Linq.XDocument.Parse(picture).Descendants().Count(e => e.Name.LocalName == "circle"), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task The_command_fails_with_problem_and_remedy()
    {
        using var folder = new TemporaryFolder();
        StudioRun run = await StudioRun.InProcessAsync([.. Write(folder), "--out", folder["a.gguf"], "--rank", "0"]);
        run.AssertFailed("the rank", "1 to 1024");
    }

    [Test]
    public async Task A_start_gives_its_rank_and_alpha_and_takes_no_other_rank()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = Write(folder);
        await ReadAsync([.. arguments, "--out", folder["start.gguf"], "--epochs", "1", "--rank", "4", "--alpha", "12"]);
        string[] again = [.. arguments, "--out", folder["a.gguf"], "--epochs", "1", "--from", folder["start.gguf"]];
        StudioRun run = await StudioRun.InProcessAsync(again);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Does.Contain("Epoch 0, step 0: validation"));
            Assert.That(GgufFile.Read(folder["a.gguf"]).Text("ojousama.training.options"), Does.Contain("\"Rank\":4,\"Alpha\":12,"));
        });
        (await StudioRun.InProcessAsync([.. again, "--rank", "8"])).AssertFailed("of rank 4", "Leave --rank out");
    }

    [Test]
    public async Task A_run_that_fails_tells_why()
    {
        using var folder = new TemporaryFolder();
        List<TrainingEvent> told = await ReadAsync([.. Write(folder), "--out", folder["a.gguf"], "--max-tokens", "16"]);
        Assert.That(told[^1], Is.TypeOf<RunFailed>().With.Property(nameof(RunFailed.Problem)).Contains("longer than 16 tokens"));
    }

    /// <summary>A model, a sheet and twenty lines.</summary>
    static string[] Write(TemporaryFolder folder)
    {
        TinyModel.Write(folder["tiny.gguf"], "gemma3", GgmlType.F32);
        SheetFile.Write(folder["Tiny.asset"], new CharacterSheet { name = "花", instruction = "答える。" });
        File.WriteAllText(folder["lines.csv"], "prompt,completion\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i}は？,花{i}ですわ\n")));
        return
        [
            "train", "--preset", "starter", "--sheet", folder["Tiny.asset"], "--data", folder["lines.csv"],
            "--model", folder["tiny.gguf"], "--threads", "1", "--device", "cpu",
        ];
    }

    static async Task<List<TrainingEvent>> ReadAsync(string[] arguments, int killAfter = int.MaxValue)
    {
        using var process = new TrainingProcess([.. arguments, "--worker"]);
        var told = new List<TrainingEvent>();
        await foreach (TrainingEvent value in process.ReadAsync(CancellationToken.None))
        {
            told.Add(value);
            if (value is StepDone step && step.Step == killAfter)
                break; // disposing the process kills it
        }

        return told;
    }
}
