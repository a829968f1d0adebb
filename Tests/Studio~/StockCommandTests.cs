using Ojousama.Recall.Stock;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio;

/// <summary><c>stock build</c>, from a few lines.</summary>
public sealed class StockCommandTests
{
    const string Lines = """
        {"act": "thanks", "line": "手伝ってくれてありがとう"}
        {"act": "thanks", "line": "昨日はほんとにありがとね"}
        {"act": "tired", "line": "もう眠い、疲れた"}
        {"act": "tired", "line": "今日は疲れたなあ"}
        """;

    const string Replies = """
        {"voice": "ojousama", "act": "thanks", "reply": "お役に立てたのなら、何よりですわ"}
        {"voice": "ojousama", "act": "tired", "reply": "よく励まれましたのね"}
        {"voice": "rin", "act": "thanks", "reply": "礼には及ばん"}
        """;

    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task A_file_for_each_voice_answers_what_it_was_not_taught()
    {
        StudioRun run = await BuildAsync(Lines, Replies, "ojousama", "rin");

        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("2 acts from 4 lines; of 4 others the likeliest act is right for 100").And.Contain("ojousama.stock: 2 replies").And.Contain("rin.stock: 1 replies"));
        StockReplies ojousama = StockFile.Read(_folder["ojousama.stock"]), rin = StockFile.Read(_folder["rin.stock"]);
        Assert.That(ojousama.Choose(ojousama.Classifier.Guess("ありがとう！"), "ありがとう！", 0, _ => true)!.Text, Is.EqualTo("お役に立てたのなら、何よりですわ"));
        Assert.That(ojousama.Choose(ojousama.Classifier.Guess("疲れた"), "疲れた", 0, _ => true)!.Text, Is.EqualTo("よく励まれましたのね"));
        Assert.That(rin.Choose(rin.Classifier.Guess("疲れた"), "疲れた", 0, _ => true)!.Text, Is.EqualTo("礼には及ばん"), "where the voice has nothing for the likeliest act, something else is said");
    }

    [Test]
    public async Task The_same_data_makes_the_same_file()
    {
        await BuildAsync(Lines, Replies, "rin");
        byte[] once = File.ReadAllBytes(_folder["rin.stock"]);
        await BuildAsync(Lines, Replies, "rin");
        Assert.That(File.ReadAllBytes(_folder["rin.stock"]), Is.EqualTo(once));
    }

    [Test]
    public async Task Bad_files_are_told_in_a_sentence()
    {
        (await BuildAsync(Lines, Replies, "koharu")).AssertFailed("voice koharu", "ojousama, rin");
        (await BuildAsync(Lines, """{"voice": "rin", "act": "wave", "reply": "やあ"}""", "rin")).AssertFailed("wave", "no line");
        (await BuildAsync("""{"act": "thanks", "line": "ありがとう"}""", """{"voice": "rin", "act": "thanks", "reply": "うむ"}""", "rin")).AssertFailed("all of one act");
        (await BuildAsync("""{"act": "", "line": "ありがとう"}""", Replies, "rin")).AssertFailed("L.jsonl, line 1", "act or its line is empty");
        (await BuildAsync(Lines, """{"voice": "rin", "act": "thanks"}""", "rin")).AssertFailed("R.jsonl, line 1");
        Assert.That(Directory.GetFiles(_folder["."], "*.stock"), Is.Empty);
    }

    async Task<StudioRun> BuildAsync(string lines, string replies, params string[] voices)
    {
        File.WriteAllText(_folder["L.jsonl"], lines);
        File.WriteAllText(_folder["R.jsonl"], replies);
        return await StudioRun.InProcessAsync(
            ["stock", "build", "--voice", .. voices, "--lines", _folder["L.jsonl"], "--replies", _folder["R.jsonl"], "--test", _folder["L.jsonl"], "--out", _folder["."]]);
    }
}
