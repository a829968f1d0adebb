using System.Text.Json;
using Ojousama.Dialogue.Answers;
using Ojousama.Studio.Questions;
using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio.Questions;

/// <summary>The adapter that asks: its rows, and what it writes.</summary>
public sealed class AskerTests
{
    [Test]
    public async Task Rows_are_facts_with_questions_and_build_into_the_prompt_that_the_asker_is_asked_with()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["rows.jsonl"], """
            {"id":"a","voice":"x","question":"何色が好き？","facts":["傘は赤い。","好きな色は緑。"],"gold":1,"reply":"緑ですわ"}
            {"id":"b","voice":"x","question":"その傷どうしたの？","facts":["転んだ。"],"gold":0,"reply":"転びましたの"}
            {"id":"c","voice":"x","question":"犬派でしょ？","facts":["猫が好き。"],"gold":0,"reply":"猫ですわ"}
            {"id":"d","voice":"x","question":"どこ行くの？","facts":["猫が好き。"],"gold":null,"reply":"内緒ですわ"}
            {"id":"e","voice":"x","question":"昼寝する？しない？なんで？","facts":["猫が好き。"],"gold":0,"reply":"猫ですわ"}
            """);
        StudioRun made = await StudioRun.InProcessAsync("data", "questions", "--data", folder["rows.jsonl"], "--out", folder["asker"]);
        StudioRun built = await StudioRun.InProcessAsync(
            "data", "build", "--sheet", folder["asker/Asker.asset"], "--data", folder["asker/asker.jsonl"], "--preset", "starter", "--out", folder["samples"]);

        Assert.That(made.Output, Does.Contain("1 facts with a question"), made.Error);
        Assert.That(SheetFile.Read(folder["asker/Asker.asset"]).instruction, Is.EqualTo(Asker.Sheet.instruction));
        Assert.That(built.ExitCode, Is.Zero, built.Error);
        Assert.That(JsonDocument.Parse(File.ReadLines(folder["samples/epoch-1.jsonl"]).Single()).RootElement.GetProperty("text").GetString(), Is.EqualTo(
            $"<start_of_turn>user\n{Asker.Sheet.instruction}\n\n好きな色は緑。<end_of_turn>\n<start_of_turn>model\n何色が好き？<end_of_turn>"));
    }

    [Test]
    public async Task The_shipped_adapter_asks_for_what_the_fact_is_about()
    {
        using Asker asker = await Asker.LoadAsync(QuestionWriter.DefaultAsker, CancellationToken.None);
        (string Fact, string About)[] facts = [("好きな色は緑。", "色"), ("飼い犬の名前はレオ。", "犬|ペット|名前"), ("父は大学で天文学を教えている。", "父|仕事|先生|大学|何を"), ("毎朝六時に起きる。", "朝|何時|起き")];
        foreach (var (fact, about) in facts)
        {
            var asked = await asker.AskAsync(fact, drafts: 12, seed: 1, CancellationToken.None);
            TestContext.Out.WriteLine($"{fact} {string.Join(' ', asked)}");
            Assert.That(asked, Has.Count.GreaterThanOrEqualTo(3).And.All.Matches<string>(LineCues.Asks), fact);
            Assert.That(asked, Has.Some.Match(about), fact);
        }
    }
}
