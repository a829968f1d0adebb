using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio;

public sealed class SheetCommandTests
{
    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task A_new_sheet_holds_a_fact_a_line_and_is_sound()
    {
        StudioRun made = await NewAsync("\uFEFF# 注\r\n年齢は16歳\r\n\r\n  趣味は天体観測。  \r\n");
        StudioRun check = await StudioRun.InProcessAsync("sheet", "check", _folder["S.asset"]);

        var sheet = SheetFile.Read(_folder["S.asset"]);
        Assert.Multiple(() =>
        {
            Assert.That(made.ExitCode, Is.EqualTo(StudioCommandLine.Done), made.Error);
            Assert.That(made.Output, Does.Contain("「名前は白石小春。」"));
            Assert.That(sheet.name, Is.EqualTo("白石小春"));
            Assert.That(sheet.facts.Select(f => f.text), Is.EqualTo(new[] { "年齢は16歳。", "趣味は天体観測。" }));
            Assert.That(check.ExitCode, Is.EqualTo(StudioCommandLine.Done), check.Output);
            Assert.That(check.Output, Does.Contain("sound"));
        });
    }

    [TestCase("")]
    [TestCase("\n# nothing but a note\n")]
    public async Task A_file_without_facts_is_an_error(string facts)
    {
        StudioRun run = await NewAsync(facts);
        run.AssertFailed("F.txt", "no fact", "Write one a line");
        Assert.That(File.Exists(_folder["S.asset"]), Is.False);
    }

    [TestCase("{\n  \"spec\": \"chara_card_v2\"\n}\n", "JSON")]
    [TestCase("[\"年齢は16歳。\"]", "JSON")]
    [TestCase("%YAML 1.1\n--- !u!1\n", "YAML")]
    [TestCase("<html>年齢は16歳。</html>", "markup")]
    [TestCase("PK\u0003\u0004", "archive")]
    [TestCase("年齢\u0001", "no text")]
    [TestCase("// her card\n{\n  \"name\": \"小春\"\n}\n", "JSON in line 1")]
    [TestCase("```json\n{\"name\": \"小春\"}\n```\n", "code in line 1")]
    [TestCase("Character(\"小春\")\n{\nAge(\"16\")\n}\n", "W++ in line 1")]
    [TestCase("[Character(\"小春\"); Age(\"16\")]", "W++")]
    [TestCase("{\\rtf1\\ansi 小春}", "RTF")]
    [TestCase("# c\nname: 小春\nage: 16\n", "YAML")]
    [TestCase("--- \nname: 小春\n", "“---”")]
    [TestCase("title: A\n---\n小春: やあ\n===\n", "script")]
    [TestCase("年齢は16歳。\nage = 16\n", "TOML or a script in line 2")]
    [TestCase("名前,年齢\n小春,16\n", "a table")]
    [TestCase("名前\t年齢\n小春\t16\n", "a table")]
    public async Task What_is_no_list_of_facts_is_refused(string file, string kind)
    {
        (await NewAsync(file)).AssertFailed("F.txt", kind, "a sentence a line");
        Assert.That(File.Exists(_folder["S.asset"]), Is.False);
    }

    [Test]
    public async Task Marks_of_a_list_are_no_part_of_a_fact()
    {
        await NewAsync("- 年齢は16歳。\n・趣味は天体観測\n1. \"ですわ\"が口癖。\n\u200b\n3月3日生まれ。");
        Assert.That(SheetFile.Read(_folder["S.asset"]).facts.Select(fact => fact.text), Is.EqualTo(new[]
        {
            "年齢は16歳。", "趣味は天体観測。", "\"ですわ\"が口癖。", "3月3日生まれ。",
        }));
    }

    [Test]
    public async Task A_sheet_is_replaced_only_by_force()
    {
        await NewAsync("年齢は16歳。");
        StudioRun second = await NewAsync("年齢は15歳。");
        second.AssertFailed("S.asset", "--force");
        Assert.That(SheetFile.Read(_folder["S.asset"]).facts[0].text, Is.EqualTo("年齢は16歳。"));

        StudioRun forced = await NewAsync("年齢は15歳。", "--force");
        Assert.That(forced.ExitCode, Is.EqualTo(StudioCommandLine.Done), forced.Error);
        Assert.That(SheetFile.Read(_folder["S.asset"]).facts[0].text, Is.EqualTo("年齢は15歳。"));
    }

    [Test]
    public async Task Check_names_the_file_the_field_and_the_cure_and_goes_on_after_an_unreadable_sheet()
    {
        string broken = SheetOnDisk.Write(_folder["B.asset"], sheet =>
        {
            sheet.facts[1].text = "年齢は17歳";
            sheet.facts[2].gate = "affection >= ";
        });
        StudioRun run = await StudioRun.InProcessAsync("sheet", "check", _folder["none.asset"], broken, SheetOnDisk.Write(_folder["A.asset"]));

        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Failed));
            Assert.That(lines, Has.Length.EqualTo(4));
            Assert.That(lines[0], Does.Contain("none.asset"));
            Assert.That(lines[1], Does.StartWith($"{broken}: facts[1].text: ").And.Contains("End it with 。"));
            Assert.That(lines[2], Does.StartWith($"{broken}: facts[2].gate: "));
            Assert.That(lines[3], Does.Contain("A.asset: sound; instruction"));
        });
    }

    Task<StudioRun> NewAsync(string facts, params string[] more)
    {
        File.WriteAllText(_folder["F.txt"], facts);
        return StudioRun.InProcessAsync(["sheet", "new", "--name", "白石小春", "--facts", _folder["F.txt"], "--out", _folder["S.asset"], "--no-questions", .. more]);
    }
}
