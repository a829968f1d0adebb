using Ojousama.Recall.Stock;
using Ojousama.Studio.Cli;
using Ojousama.Studio.Evaluation.Sense;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Package;
using Ojousama.Tests.Recall;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>The sense score: its data, its file, and the commands with the real embedder.</summary>
public sealed class SenseTests
{
    TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Make() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    /// <remarks>Nearly its own verdicts and those of another reader: the bar of 0.80 is <c>evaluation.md</c>'s to tell of.</remarks>
    [Test]
    public async Task Learnt_from_one_readers_verdicts_it_agrees_with_anothers()
    {
        string head = _folder["H.sense"];
        StudioRun train = await StudioRun.InProcessAsync("sense", "train", "--out", head);
        TestContext.Out.WriteLine(train.Output);
        Assert.That(train.ExitCode, Is.EqualTo(StudioCommandLine.Done), train.Error);
        StudioRun others = await StudioRun.InProcessAsync("sense", "check", "--head", head, "--verdicts", Path.Combine(PackageFolder.Root, "Data~/questions/verdicts.jsonl"));
        TestContext.Out.WriteLine(others.Output);
        Assert.That(AreaOf(others.Output), Is.GreaterThan(0.7));

        File.WriteAllText(_folder["V.jsonl"], """
            {"line": "傘、忘れちゃった", "history": [{"line": "雨だね", "reply": "ええ、静かな雨ですこと"}], "reply": "わたくしの傘にお入りになって", "verdict": 1, "sense": 7}
            {"line": "お腹すいた", "reply": "何か召し上がりますか？焼き菓子がございますわ", "verdict": 1, "sense": 6}
            {"line": "お腹すいた", "reply": "バイオリンを習っておりますの", "verdict": 0, "sense": 1}
            {"line": "眠い", "reply": "三時に校門で待っておりますわ", "verdict": 0, "sense": 2}
            """);
        StudioRun check = await StudioRun.InProcessAsync("sense", "check", "--head", head, "--verdicts", _folder["V.jsonl"]);
        Assert.That(check.Output, Does.StartWith("4 verdicts, 2 of them 1: AUC ").And.Contain("marks 1 to 7 of 4"), check.Error);

        File.WriteAllText(_folder["R.jsonl"], """
            {"id": "1", "question": "お腹すいた", "reply": "何か召し上がりますか？"}
            {"id": "2", "replies": [{"question": "やあ", "reply": "ごきげんよう"}, {"question": "眠い", "reply": ""}]}
            """);
        StudioRun score = await StudioRun.InProcessAsync("sense", "score", "--head", head, "--replies", _folder["R.jsonl"], "--out", _folder["S.jsonl"]);
        Assert.That(score.ExitCode, Is.EqualTo(StudioCommandLine.Done), score.Error);
        Assert.That(File.ReadAllLines(_folder["S.jsonl"]).Select(l => l[..10]), Is.EqualTo(new[] { """{"id":"1",""", """{"id":"2",""" }));
    }

    [Test]
    public async Task Bad_files_are_told_in_a_sentence()
    {
        File.WriteAllText(_folder["foreign.sense"], "something else");
        File.WriteAllText(_folder["Q.jsonl"], """{"line": "傘", "reply": "どうぞ", "verdict": 2}""");
        (await CheckAsync("foreign.sense", "Q.jsonl")).AssertFailed("foreign.sense", "no sense head", "sense train");
        (await CheckAsync("none.sense", "Q.jsonl")).AssertFailed("none.sense");
        SenseFile.Write(_folder["small.sense"], new SenseModel("another", new(new float[SenseFeatures.Count], 0), -1, 0));
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("Q.jsonl, line 1", "verdict is 2");
        File.WriteAllText(_folder["Q.jsonl"], """{"line": "傘", "reply": "どうぞ", "verdict": 1}""");
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("no verdict 0");
        File.AppendAllText(_folder["Q.jsonl"], "\n" + """{"line": "傘", "reply": "三時", "verdict": 0}""");
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("embedder another", LlamaFixture.Embedder[..10]);
    }

    /// <summary>Two remembered lines and what they were answered.</summary>
    [Test]
    public void A_reply_is_held_against_what_was_said_to_like_lines()
    {
        var memory = new SenseMemory(
        [
            new(new() { player = "雨だね", reply = "静かな雨ですこと" }, [1, 0], [1, 0]),
            new(new() { player = "また雨", reply = "静かな雨ですこと" }, [0.8f, 0.6f], [1, 0]),
            new(new() { player = "眠い", reply = "お休みあそばせ" }, [0, 1], [0, 1]),
        ],
        new StockReplies(StockRepliesTests.Classifier(("observation", "雨"), ("tired", "眠い")), [new SuitedReply("それはお疲れさま", [(1, 1f)])]));
        SenseNeighbours right = memory.Find("雨かあ", "まあ", [1, 0], [1, 0], new HashSet<string>()), wrong = memory.Find("雨かあ", "まあ", [1, 0], [0, 1], new HashSet<string>());
        Assert.Multiple(() =>
        {
            Assert.That((right.Known, right.LineOfKnown, right.Both, right.NearLine), Is.EqualTo((1f, 1f, 1f, 1f)));
            Assert.That((wrong.Known, wrong.LineOfKnown, wrong.Both), Is.EqualTo((1f, 0f, 0f)), "it was said to another line");
            Assert.That(right.SameAct, Is.GreaterThan(wrong.SameAct));
            Assert.That(memory.Find("雨かあ", "それはお疲れさま", [1, 0], [1, 0], new HashSet<string>()).SameAct, Is.LessThan(0.5f), "it suits another act");
            Assert.That(right.Theirs, Is.GreaterThan(0.99f));
            Assert.That(wrong.Theirs, Is.LessThan(0.01f));
            Assert.That(memory.Find("雨かあ", "まあ", [1, 0], [1, 0], new HashSet<string> { "静かな雨ですこと" }).Known, Is.Zero, "taken out");
            Assert.That(memory.Find("雨かあ", "まあ", [1, 0], [1, 0], new HashSet<string> { "静かな雨ですこと", "お休みあそばせ" }), Is.EqualTo(default(SenseNeighbours)));
        });
    }

    static double AreaOf(string output) => double.Parse(System.Text.RegularExpressions.Regex.Match(output, @"AUC (0\.\d{3})").Groups[1].Value);

    Task<StudioRun> CheckAsync(string head, string verdicts) => StudioRun.InProcessAsync("sense", "check", "--head", _folder[head], "--verdicts", _folder[verdicts]);
}
