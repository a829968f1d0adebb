using System.Text.Json;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Likeness;
using Ojousama.Studio.Cli;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation.Classifiers;
using Ojousama.Studio.Evaluation.Likeness;
using Ojousama.Tests.Dialogue;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>A voice learnt from a part of the project's own lines.</summary>
public sealed class LikenessTests
{
    static readonly string s_data = Path.Combine(PackageFolder.Root, "Data~/context-ja");

    TemporaryFolder _folder = null!;
    IReadOnlyList<Utterance> _corpus = null!;
    VoiceModel _voice = null!;
    VoiceQuality _quality = null!;

    [OneTimeSetUp]
    public void Learn()
    {
        _folder = new TemporaryFolder();
        string[] files = ["d-ayane.jsonl", "d-ojousama-terse.jsonl", "d-ojousama-unknown.jsonl", "d-misaki.jsonl", "d-rin.jsonl", "d-koharu.jsonl"];
        var rows = Importers.Read(files.Select(f => Path.Combine(s_data, f)), new ImportOptions()).Rows;
        _corpus = Utterance.Corpus(new CharacterSheet(), rows, ["ayane", "ojousama"], [], seed: 1);
        (_voice, _quality) = VoiceTrainer.Train("ayane", _corpus);
        TestContext.Out.WriteLine(_quality);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_voice_is_told_from_other_voices_and_from_plain_Japanese_on_lines_that_were_not_learnt_from()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_quality.AgainstVoices, Is.GreaterThanOrEqualTo(0.98));
            Assert.That(_quality.AgainstPlain, Is.GreaterThanOrEqualTo(0.95));
            Assert.That(_quality.Found, Is.GreaterThan(0.85));
            Assert.That(_quality.Mistaken, Is.LessThan(0.1));
        });
    }

    [Test]
    public void New_lines_in_her_voice_are_likelier_hers_than_the_same_in_another()
    {
        (string Hers, string Another)[] pairs =
        [
            ("左様でございますの。お気の毒ですわ", "そうなんだ。かわいそうだね"), ("わたくし、存じませんでしたわ", "私、知りませんでした"),
            ("まあ、素敵なお話ですこと", "うわあ、すごい話だね"), ("どうぞお掛けくださいませ", "座ってください"),
        ];
        foreach (var (hers, another) in pairs)
            Assert.That(_voice.Likeness(hers), Is.GreaterThan(0.5).And.GreaterThan(_voice.Likeness(another)), $"{hers} / {another}");
        Assert.That(_voice.Likeness(""), Is.Zero);
    }

    [Test]
    public void The_file_keeps_the_voice_and_a_damaged_or_foreign_one_is_refused()
    {
        string path = _folder["ayane.voice"];
        VoiceFile.Write(path, _voice);
        VoiceModel read = VoiceModel.Load(path);
        Assert.That(new FileInfo(path).Length, Is.LessThan(70_000));
        Assert.That(_corpus.Take(50).Select(u => read.Likeness(u.Text)), Is.EqualTo(_corpus.Take(50).Select(u => _voice.Likeness(u.Text))));

        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder["damaged.voice"], bytes);
        Assert.That(() => VoiceModel.Load(_folder["damaged.voice"]), Throws.TypeOf<OjousamaException>().With.Message.Contain("damaged.voice").And.Message.Contain("likeness train"));
        File.WriteAllText(_folder["foreign.voice"], "MZ and so on");
        Assert.That(() => VoiceModel.Load(_folder["foreign.voice"]), Throws.TypeOf<OjousamaException>().With.Message.Contain("no voice file"));
    }

    [Test]
    public async Task A_conversation_says_the_candidate_that_sounds_most_like_her()
    {
        var model = new ManyMinds("そうだね、知らないよ", "存じませんわ、わたくし", "分かりません");
        var conversation = new Conversation(
            new CharacterSheet { fallbackLine = "ごめんあそばせ。" }, model, options: new ConversationOptions { Scorer = new VoiceScorer(_voice), Candidates = 3 });
        string? said = null;
        await foreach (DialogueItem item in conversation.SayAsync("知ってる？"))
            said = item is TurnFinished finished ? finished.Turn.Reply : said;
        Assert.That(said, Is.EqualTo("存じませんわ、わたくし"));
    }

    [Test]
    public async Task The_commands_write_a_voice_beside_the_sheet_and_score_replies_by_it()
    {
        string sheet = SheetOnDisk.Write(_folder["Ayane.asset"]);
        StudioRun train = await StudioRun.InProcessAsync(
            "likeness", "train", "--sheet", sheet, "--also", "ojousama", "--data", Path.Combine(s_data, "d-ayane.jsonl"), Path.Combine(s_data, "d-misaki.jsonl"));
        TestContext.Out.WriteLine(train.Output);
        Assert.That(train.ExitCode, Is.EqualTo(StudioCommandLine.Done), train.Error);
        Assert.That(train.Output, Does.Contain("AUC against other voices").And.Contain("Ayane.voice"));

        File.WriteAllText(_folder["R.jsonl"], """
            {"id": 1, "question": "元気？", "reply": "ええ、とても元気ですわ"}
            {"id": 2, "replies": [{"reply": "うん、めっちゃ元気だよ！"}, {"reply": ""}]}
            """);
        StudioRun score = await StudioRun.InProcessAsync("likeness", "score", "--voice", _folder["Ayane.voice"], "--replies", _folder["R.jsonl"], "--out", _folder["L.jsonl"]);
        string[] lines = File.ReadAllLines(_folder["L.jsonl"]);
        Assert.That(score.Output, Does.Contain("2 replies"), score.Error);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.StartWith("""{"id":"1","reply":"ええ、とても元気ですわ","likeness":"""));
        Assert.That(LikenessOf(lines[0]), Is.GreaterThan(0.5).And.GreaterThan(LikenessOf(lines[1])));

        (await StudioRun.InProcessAsync("likeness", "score", "--voice", _folder["none.voice"], "--replies", _folder["R.jsonl"])).AssertFailed("none.voice");
        (await StudioRun.InProcessAsync("likeness", "train", "--sheet", sheet, "--data", Path.Combine(s_data, "d-misaki.jsonl"))).AssertFailed("0 lines of the voice ayane");

        static double LikenessOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("likeness").GetDouble();
    }

    [Test]
    public void The_area_under_the_curve_counts_equal_scores_as_halves()
    {
        Assert.That(RocCurve.Area([0.9, 0.8, 0.4], [0.7, 0.3]), Is.EqualTo(5.0 / 6).Within(1e-12)); // 5 of 6 pairs in order
        Assert.That(RocCurve.Area([1, 1], [1]), Is.EqualTo(0.5));
        Assert.That(RocCurve.Area([0.2, 0.9], [0.2, 0.1]), Is.EqualTo(3.5 / 4).Within(1e-12));
    }
}
