using Ojousama.Studio.Cli;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Statistics;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>Evaluations with the real model, on few questions.</summary>
public sealed class EvaluateCommandTests
{
    const string Questions = """
        {"id": "name", "kind": "own", "turns": ["お名前は？"], "sheet": "S", "accept": ["絢音", "小野寺"], "reject": ["麗華"]}
        {"id": "given", "kind": "context", "turns": ["ご趣味は？"], "facts": ["趣味は天体観測。"], "accept": ["天体観測"], "reject": []}
        {"id": "talk", "kind": "talk-first", "turns": ["おはよう", "お名前は？"], "accept": ["絢音", "小野寺"], "reject": []}
        {"id": "other", "kind": "own", "turns": ["何歳？"], "sheet": "Nobody", "accept": ["17"], "reject": []}
        """;

    const string RecallQuestions = """{"name": "麗華", "facts": ["趣味は薔薇の品種改良。", "苦手な食べ物は納豆。"], "questions": [{"question": "薔薇は好き？", "gold": 0}, {"question": "納豆は食べる？", "gold": 1}]}""";

    TemporaryFolder _folder = null!;
    string _sheet = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _sheet = SheetOnDisk.Write(_folder["S.asset"]);
        File.WriteAllText(_folder["Q.jsonl"], Questions);
        File.WriteAllText(_folder["recall.jsonl"], RecallQuestions);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task Every_question_gets_a_score_and_a_run_that_was_stopped_goes_on_with_the_rest()
    {
        StudioRun run = await EvaluateAsync();
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        string[] whole = File.ReadAllLines(_folder["R.jsonl"]);
        var results = ResultFile.Read(_folder["R.jsonl"]).Results.ToDictionary(r => r.Id);
        Assert.Multiple(() =>
        {
            Assert.That(results.Keys, Is.EquivalentTo(new[] { "name", "given", "talk", "name given", "麗華 1", "麗華 2" }));
            Assert.That(results["name"].Score!.Fact, Is.True, results["name"].Turns[0].Reply);
            Assert.That(results["given"].Turns[0].Facts, Is.EqualTo(new[] { "趣味は天体観測。" }));
            Assert.That(results["talk"].Turns, Has.Count.EqualTo(2));
            Assert.That(results["name given"].Turns[0].Facts, Is.EqualTo(new[] { "名前は小野寺絢音。" }));
            Assert.That(results["麗華 1"].Rank, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain("1 questions are about sheets that are not there"));
            Assert.That(run.Output, Does.Contain("headline").And.Contain("recall@3").And.Contain("goal ≥ 85 %"));
            Assert.That(File.ReadAllText(_folder["R.html"]), Does.Contain("趣味は天体観測。").And.Contain("<svg"));
            Assert.That(File.ReadAllText(_folder["R.md"]), Does.Contain("| headline"));
        });

        // Stopped after two results and half of a third.
        File.WriteAllText(_folder["R.jsonl"], $"{whole[0]}\n{whole[1]}\n{whole[2]}\n{whole[3][..9]}");
        StudioRun again = await EvaluateAsync();
        Assert.Multiple(() =>
        {
            Assert.That(again.Error, Does.Contain("2 of 6 were answered before: going on"));
            Assert.That(Replies(File.ReadAllLines(_folder["R.jsonl"])), Is.EqualTo(Replies(whole)), "the same questions and replies in the same order");
        });

        StudioRun other = await EvaluateAsync("--seed", "7");
        other.AssertFailed("R.jsonl", "other settings");
        Assert.That(File.ReadAllLines(_folder["R.jsonl"]), Has.Length.EqualTo(whole.Length));
    }

    [Test]
    public async Task The_headline_alone_is_a_call()
    {
        QuestionSet set = QuestionSet.Read([_folder["Q.jsonl"]]);
        Share bare = await EvaluationRun.HeadlineAsync(
            new SheetSet(_sheet), set.Questions.Take(2).ToArray(), new RehearsalSettings { IsGreedy = true, IsPlain = true, Knowledge = Knowledge.None, UsesAdapter = false }, parallel: 2);
        Assert.That(bare, Is.EqualTo(new Share(0, 2)), "without facts and tuning she knows nothing");
    }

    [Test]
    public async Task Two_runs_are_compared_question_by_question()
    {
        var header = new RunHeader("S", "m", "a", 9, new RehearsalSettings(), "q", "c");
        Write("A.jsonl", 3);
        Write("B.jsonl", 9);
        StudioRun run = await StudioRun.InProcessAsync("evaluate", "--compare", _folder["A.jsonl"], _folder["B.jsonl"], "--out", _folder["C.html"]);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("Better: B − A"));
        Assert.That(File.ReadAllText(_folder["C.html"]), Does.Contain("良くなりました").And.Contain("B against A"));
        Assert.That(run.Output, Does.Contain("33.3 % → 100.0 %: +66.7 points").And.Contain("6 gained, 0 lost of 9; p = 0.031").And.Contain("own"));

        (await StudioRun.InProcessAsync("evaluate", "--compare", _folder["A.jsonl"], _folder["Q.jsonl"])).AssertFailed("Q.jsonl, line 1");

        void Write(string name, int passed)
        {
            using ResultFile file = ResultFile.Open(_folder[name], header);
            for (int i = 0; i < 9; i++)
                file.Add(ResultFileTests.Result($"{i}", passes: i < passed));
        }
    }

    [TestCase("", "holds no question")]
    [TestCase("""{"id": "1", "turns": ["何？"]}""", "neither 'accept' nor 'reject'")]
    [TestCase("{\"id\": \"1\", \"turns\": [\"何？\"], \"accept\": []}\n{\"id\": \"1\", \"turns\": [\"何？\"], \"accept\": []}", "line 2")]
    [TestCase("""{"id": "1", "turns": ["何？"], "accept": [""]}""", "is empty")]
    [TestCase("""{"id": "1", "turns": ["何？"], "accept": ["あ"], "sheet": "Nobody"}""", "No question is about")]
    [TestCase("""{"name": "麗華", "facts": ["猫。"], "questions": [{"question": "何？", "gold": 1}]}""", "no index of a fact")]
    public async Task A_file_of_questions_that_cannot_be_scored_is_told_in_a_sentence(string text, string part)
    {
        File.WriteAllText(_folder["Q.jsonl"], text);
        StudioRun run = await StudioRun.InProcessAsync("evaluate", "--sheet", _sheet, "--questions", _folder["Q.jsonl"], "--out", _folder["R.jsonl"]);
        run.AssertFailed(part);
        Assert.That(File.Exists(_folder["R.jsonl"]), Is.False);
    }

    [Test]
    public async Task An_id_stands_in_one_file_only_and_a_command_without_its_options_is_wrong_usage()
    {
        File.Copy(_folder["Q.jsonl"], _folder["P.jsonl"]);
        (await StudioRun.InProcessAsync("evaluate", "--sheet", _sheet, "--questions", _folder["Q.jsonl"], _folder["P.jsonl"], "--out", _folder["R.jsonl"])).AssertFailed("name", "Q.jsonl", "P.jsonl");
        Assert.That((await StudioRun.InProcessAsync("evaluate", "--sheet", _sheet)).ExitCode, Is.EqualTo(StudioCommandLine.WrongUsage));
        (await StudioRun.InProcessAsync("grid", "--preset", "elyza-8b", "--out", _folder["grid"])).AssertFailed("elyza-8b", "--model");
    }

    Task<StudioRun> EvaluateAsync(params string[] options) => StudioRun.InProcessAsync(
        ["evaluate", "--sheet", _sheet, "--questions", _folder["Q.jsonl"], _folder["recall.jsonl"], "--greedy", "--out", _folder["R.jsonl"], .. options]);

    /// <summary>Without times.</summary>
    static string[] Replies(string[] lines) =>
        [.. lines.Skip(1).Select(l => System.Text.Json.JsonSerializer.Deserialize<QuestionResult>(l, Ojousama.Studio.Files.JsonLines.Options)!).Select(r => $"{r.Id} {r.Rank} {string.Join(' ', r.Turns.Select(t => t.Reply))}")];
}
