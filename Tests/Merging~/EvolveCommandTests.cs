using Ojousama.Gguf;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Studio;

namespace Ojousama.Tests.Merging;

/// <summary>The search and the table with the real model, its two adapters, and a few of the development questions.</summary>
public sealed class EvolveCommandTests
{
    const string Recipe = """
        merge_method: cat
        base_model: gemma-3-270m-ja.gguf
        adapters:
          - adapter: heroines.gguf
            parameters: {weight: 0.5}
          - adapter: asker.gguf
            parameters: {weight: 0.5}
        """;

    [Test]
    public async Task A_search_with_the_real_model_ends_in_a_recipe_an_adapter_and_a_page()
    {
        using var folder = new TemporaryFolder();
        string sheet = Path.Combine(PackageFolder.Root, "Samples~/DatingSim/Characters/Ayane.asset"), dev = Path.Combine(PackageFolder.Root, "Data~/questions/dev.jsonl");
        File.WriteAllLines(folder["q.jsonl"], File.ReadLines(dev).Where(line => line.Contains("\"sheet\": \"Ayane\"")).Take(6));
        File.WriteAllText(folder["r.yml"], Recipe);

        StudioRun run = await StudioRun.InProcessAsync(
            "evolve", "--recipe", folder["r.yml"], "--sheet", sheet, "--questions", folder["q.jsonl"], "--out", folder["search"],
            "--ask", "4", "--held-out", "2", "--generations", "1", "--population", "2", "--points", "1", "--plain");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        TestContext.Out.WriteLine(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Match(@"\d of 4 questions passed").And.Match(@"Of 2 that it did not see"));
            Assert.That(GgufFile.Read(folder["search/best.gguf"]).Text("general.type"), Is.EqualTo("adapter"));
            Assert.That(File.ReadAllText(folder["search/best.yml"]), Does.Contain("heroines.gguf"));
            Assert.That(File.ReadAllText(folder["search/search.html"]), Does.Contain("asker weight, mlp"));
        });

        StudioRun table = await StudioRun.InProcessAsync(
            "merge", "compare", "heroines.gguf", folder["r.yml"], folder["search/best.gguf"], "--sheet", sheet, "--questions", folder["q.jsonl"], "--ask", "2", "--plain", "--out", folder["t.md"]);
        Assert.That(table.ExitCode, Is.Zero, table.Error);
        Assert.That(File.ReadAllText(folder["t.md"]), Is.EqualTo(table.Output).And.Match(@"\| heroines.gguf \| \d of 2 .*\n\| r.yml \| \d of 2 .*\n\| best.gguf \| \d of 2 "));
    }

    [Test]
    public async Task Too_few_questions_are_told_before_anything_is_asked()
    {
        using var folder = new TemporaryFolder();
        string sheet = Path.Combine(PackageFolder.Root, "Samples~/DatingSim/Characters/Ayane.asset");
        File.WriteAllText(folder["q.jsonl"], """{"id": "1", "kind": "own", "turns": ["お名前は？"], "accept": ["絢音"], "reject": []}""" + "\n");
        File.WriteAllText(folder["r.yml"], Recipe);
        StudioRun run = await StudioRun.InProcessAsync("evolve", "--recipe", folder["r.yml"], "--sheet", sheet, "--questions", folder["q.jsonl"], "--out", folder["search"]);
        run.AssertFailed("1 questions", "64");
        Assert.That(Directory.Exists(folder["search"]), Is.False);
    }
}
