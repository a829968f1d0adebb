using Ojousama.Studio.Cli;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation.Sense;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>The sense score: its data, its file, and the commands with the real embedder.</summary>
public sealed class SenseTests
{
    static readonly string s_data = Path.Combine(PackageFolder.Root, "Data~/context-ja");

    TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Make() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_remark_in_two_wordings_and_the_turns_of_a_talk_stay_together()
    {
        var pairs = SensePair.Of(Importers.Read([Path.Combine(s_data, "d-rin-talks.jsonl"), Path.Combine(s_data, "w-chat-a.jsonl")], new ImportOptions()).Rows);
        foreach (var same in pairs.Where(p => !p.IsOfTalk).GroupBy(p => p.Reply))
            Assert.That(same.Select(p => p.Group).Distinct().Count(), Is.EqualTo(1), same.Key);
        SensePair second = pairs.First(p => p.Context.EndsWith("部活の申請書を出しに来ました"));
        Assert.That(second.Context, Is.EqualTo("失礼します。生徒会室はここですか ああ、入れ。用件を聞こう 部活の申請書を出しに来ました"));
        Assert.That(second.Group, Is.EqualTo(pairs.First(p => p.Reply == "ああ、入れ。用件を聞こう").Group));
    }

    [Test]
    public async Task Learnt_from_some_talks_it_tells_true_replies_of_others_from_those_to_another_line()
    {
        string head = _folder["H.sense"];
        StudioRun train = await StudioRun.InProcessAsync(
            "sense", "train", "--data", Path.Combine(s_data, "d-ayane-talks.jsonl"), Path.Combine(s_data, "d-ojousama-chat.jsonl"), "--out", head);
        TestContext.Out.WriteLine(train.Output);
        Assert.That(train.ExitCode, Is.EqualTo(StudioCommandLine.Done), train.Error);
        double[] areas = [.. System.Text.RegularExpressions.Regex.Matches(train.Output, @"\b0\.\d{3}").Select(m => double.Parse(m.Value))];
        Assert.That(areas[0], Is.GreaterThan(0.55), "with the little that a test has time for");

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
        SenseFile.Write(_folder["small.sense"], new SenseModel("another", new([0, 0, 0, 0], 0), -1, 0));
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("Q.jsonl, line 1", "verdict is 2");
        File.WriteAllText(_folder["Q.jsonl"], """{"line": "傘", "reply": "どうぞ", "verdict": 1}""");
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("no verdict 0");
        File.AppendAllText(_folder["Q.jsonl"], "\n" + """{"line": "傘", "reply": "三時", "verdict": 0}""");
        (await CheckAsync("small.sense", "Q.jsonl")).AssertFailed("embedder another", LlamaFixture.Embedder[..10]);
    }

    Task<StudioRun> CheckAsync(string head, string verdicts) => StudioRun.InProcessAsync("sense", "check", "--head", _folder[head], "--verdicts", _folder[verdicts]);
}
