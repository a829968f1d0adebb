using Ojousama.Studio.Cli;
using Ojousama.Studio.Evaluation.Pairwise;
using Ojousama.Studio.Files;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>Voting in the terminal, and what is said of bad files.</summary>
public sealed class CompareCommandTests
{
    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_person_votes_on_each_pair_in_both_orders_without_seeing_names_and_goes_on_later_where_she_stopped()
    {
        WriteReplies("tuned", "嬉しゅうございますわ", "存じませんの", "同じですわ");
        WriteReplies("bare", "嬉しいです", "知りません", "同じですわ");
        var systems = SystemReplies.ReadAll([_folder["tuned.jsonl"], _folder["bare.jsonl"]]);
        var ballots = Ballot.All(systems, seed: 1);
        Assert.That(ballots, Has.Count.EqualTo(6));

        string first = Vote(ballots, "1\n２\n0\nb\n1\n"); // then the input ends; the third vote was taken back
        string second = Vote(ballots, "2\n");
        Vote[] votes = [.. JsonLines.Read<Vote>(_folder["V.jsonl"], "").Select(l => l.Value)];
        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Contain("[3/6]").And.Contain("1: ").And.Not.Contain("tuned").And.Not.Contain("bare"));
            Assert.That(second, Does.Contain("[6/6]").And.Contain("Everything has been voted on"));
            // 2 ties for equal replies, 3 votes of which one was given twice, and the last
            Assert.That(votes.Select(v => v.Better), Is.EqualTo(new[] { Verdict.Tie, Verdict.Tie, Verdict.First, Verdict.Second, Verdict.Tie, Verdict.First, Verdict.Second }));
            Assert.That(votes.Select(v => (v.Situation, v.First)).Distinct().Count(), Is.EqualTo(6));
        });
    }

    [Test]
    public void A_vote_that_was_torn_when_the_run_died_is_asked_again_and_the_others_stay()
    {
        WriteReplies("a", "一", "二");
        WriteReplies("b", "三", "四");
        var ballots = Ballot.All(SystemReplies.ReadAll([_folder["a.jsonl"], _folder["b.jsonl"]]), seed: 1);
        Vote(ballots, "1\n1\n");
        string whole = File.ReadAllText(_folder["V.jsonl"]);
        File.WriteAllText(_folder["V.jsonl"], whole[..^9]);
        Assert.That(Vote(ballots, "q\n"), Does.Contain("[2/4]"));
        Assert.That(File.ReadAllLines(_folder["V.jsonl"]), Is.EqualTo(whole.Split('\n')[..1]));
    }

    [Test]
    public async Task Ratings_are_told_from_a_file_of_votes()
    {
        File.WriteAllLines(_folder["V.jsonl"], Enumerable.Range(0, 30).Select(i =>
            $$"""{"situation":"{{i}}","first":"tuned","second":"bare","vote":"{{(i % 3 > 0 ? "first" : i % 2 > 0 ? "second" : "tie")}}"}"""));
        StudioRun run = await StudioRun.InProcessAsync("compare", "--votes", _folder["V.jsonl"]);
        string[] lines = run.Output.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            Assert.That(lines[0], Does.Contain("30 comparisons in 30 situations"));
            Assert.That(lines[1], Does.StartWith("tuned: 1").And.Contain("won 20, tied 5, lost 5").And.Contain("Glicko-2 1"));
            Assert.That(lines[2], Does.StartWith("bare: 1").And.Contain("won 5, tied 5, lost 20"));
            Assert.That(lines[3], Does.StartWith("tuned over bare: 75.0 % [").And.Contain("of 30"));
        });
    }

    [Test]
    public async Task Bad_files_are_told_in_a_sentence_and_nothing_is_lost()
    {
        WriteReplies("a", "一");
        WriteReplies("b", "二");
        File.WriteAllText(_folder["empty.jsonl"], "");
        (await CompareAsync("a.jsonl", "empty.jsonl")).AssertFailed("empty.jsonl", "holds no reply");
        (await CompareAsync("a.jsonl")).AssertFailed("Name two or more");
        (await CompareAsync("a.jsonl", "a.jsonl")).AssertFailed("named twice");
        File.WriteAllText(_folder["twice.jsonl"], """
            {"id": 0, "reply": "一"}
            {"id": 0, "reply": "二"}
            """);
        (await CompareAsync("a.jsonl", "twice.jsonl")).AssertFailed("twice.jsonl, line 2", "id 0");
        File.WriteAllText(_folder["other.jsonl"], """{"id": "other", "reply": "一"}""");
        (await CompareAsync("a.jsonl", "other.jsonl")).AssertFailed("no id in common");
        File.WriteAllText(_folder["V.jsonl"], """{"situation":"0","first":"a","second":"b","vote":"both"}""" + "\n");
        (await CompareAsync("a.jsonl", "b.jsonl")).AssertFailed("V.jsonl, line 1", "vote");
        (await StudioRun.InProcessAsync("compare", "--votes", _folder["none.jsonl"])).AssertFailed("none.jsonl");
        Assert.That(File.ReadAllText(_folder["V.jsonl"]), Does.Contain("both"));
    }

    Task<StudioRun> CompareAsync(params string[] files) =>
        StudioRun.InProcessAsync(["compare", .. files.Select(f => _folder[f]), "--votes", _folder["V.jsonl"]]);

    string Vote(IReadOnlyList<Ballot> ballots, string typed)
    {
        using var box = JsonLinesLog<Vote>.Open(_folder["V.jsonl"], "");
        var output = new StringWriter();
        new PollingPlace(new StringReader(typed), output, isBlind: true).Run(ballots, box);
        return output.ToString();
    }

    void WriteReplies(string name, params string[] replies) =>
        File.WriteAllLines(_folder[name + ".jsonl"], replies.Select((reply, i) => $$"""{"id": {{i}}, "question": "問い{{i}}", "reply": "{{reply}}"}"""));
}
