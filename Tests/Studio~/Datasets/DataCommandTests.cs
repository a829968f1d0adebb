using System.Text.Json;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class DataCommandTests
{
    string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("ojousama-data-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, true);

    [Test]
    public async Task AnImportWithoutASoundRowLeavesTheRowsThatWereThere()
    {
        string lines = Write("lines.csv", "prompt,completion\r\nやあ,\r\n"), rows = Write("rows.jsonl", "old");
        (await StudioRun.InProcessAsync("data", "import", lines, "--out", rows)).AssertFailed("rows.jsonl", "No row is sound");
        Assert.That(File.ReadAllText(rows), Is.EqualTo("old"));
    }

    [Test]
    public async Task WhatIsImportedIsBuiltWithThePromptOfPlay()
    {
        string lines = Write("lines.csv", "prompt,completion\r\nお名前は？,絢音ですわ\r\nやあ,\r\n");
        string rows = Path.Combine(_folder, "rows.jsonl"), samples = Path.Combine(_folder, "samples");
        StudioRun import = await StudioRun.InProcessAsync("data", "import", lines, "--licence", "CC0-1.0", "--out", rows);
        string sheet = SheetOnDisk.Write(Path.Combine(_folder, "Ayane.asset"));
        StudioRun build = await StudioRun.InProcessAsync("data", "build", "--sheet", sheet, "--data", rows, "--preset", "starter", "--out", samples);

        JsonElement sample = JsonDocument.Parse(File.ReadLines(Path.Combine(samples, "epoch-1.jsonl")).Single()).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(import.Output, Does.Contain("1 rows, 1 turns (1 CC0-1.0), 1 lines refused"));
            Assert.That(import.Error, Does.Contain("lines.csv:3 the reply is empty"));
            Assert.That(build.ExitCode, Is.Zero, build.Error);
            Assert.That(sample.GetProperty("text").GetString(), Is.EqualTo(
                "<start_of_turn>user\nお嬢様として一文で答える。\n\nお名前は？<end_of_turn>\n<start_of_turn>model\n絢音ですわ<end_of_turn>"));
        });
    }

    [Test]
    public async Task StatisticsNameWhatContradictsTheSheet()
    {
        string lines = Write("lines.jsonl", """{"id":"a","question":"何歳？","facts":[],"gold":null,"reply":"18歳ですわ"}""");
        string sheet = SheetOnDisk.Write(Path.Combine(_folder, "Ayane.asset"), s => s.age = 17);
        StudioRun run = await StudioRun.InProcessAsync("data", "stats", "--data", lines, "--sheet", sheet, "--page", Path.Combine(_folder, "lines.html"));
        Assert.That(run.Output, Does.Contain("6 (95 %: 6, most 6) characters").And.Contain("a 年齢: 「18歳ですわ」, the sheet says 「年齢は17歳。」"), run.Error);
        Assert.That(File.ReadAllText(Path.Combine(_folder, "lines.html")), Does.Contain("<td>18歳ですわ</td><td>年齢は17歳。</td>"));
    }

    [Test]
    public async Task AMissingSheetAndAnUnknownFormatAreToldWithTheirCure()
    {
        StudioRun build = await StudioRun.InProcessAsync("data", "build", "--out", _folder);
        build.AssertFailed("needs a character", "--sheet");
        StudioRun import = await StudioRun.InProcessAsync("data", "import", Write("notes.txt", "やあ"));
        import.AssertFailed("notes.txt", "--format");
    }

    string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
