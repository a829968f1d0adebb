using System.Text.Json;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio;

/// <summary>Rehearsals with the real model.</summary>
public sealed class RehearseCommandTests
{
    static readonly string[] Forbidden =
    [
        "\uFFFD", "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<pad>", "<unk>", "<s>", "</s>", "<|", "[INST]", "[/INST]",
        "user:", "model:", "system:", "assistant:", "user\n", "model\n", "system\n", "ユーザー：", "アシスタント：", "[face", "[affection", "\u001b", "\0",
    ];

    TemporaryFolder _folder = null!;
    string _sheet = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _sheet = SheetOnDisk.Write(_folder["S.asset"]);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task Over_a_hundred_questions_of_all_kinds_no_reply_holds_a_template_token_or_a_role_tag_or_a_broken_character()
    {
        string questions = Path.Combine(PackageFolder.Root, "Tests/Studio~/Data/questions.jsonl");
        StudioRun run = await RehearseAsync(questions, "--seed", "1");
        TestContext.Out.WriteLine(run.Output);

        JsonElement[] asked = Lines(questions), replies = Lines(_folder["R.jsonl"]);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(replies.Select(r => r.Text("id")), Is.EqualTo(asked.Select(q => q.Text("id"))));
        Assert.That(replies.Select(r => r.Text("question")), Is.EqualTo(asked.Select(q => q.Text("question").Normalize())));
        Assert.That(replies.Select(r => r.Text("stop")), Is.All.AnyOf("end", "length", "guard"), run.Error);
        Assert.Multiple(() =>
        {
            foreach (JsonElement reply in replies)
            {
                string text = reply.Text("reply");
                Assert.That(Forbidden.Where(part => text.Contains(part, StringComparison.Ordinal)), Is.Empty, reply.ToString());
                Assert.That(text.Length > 0 || reply.Text("stop") == "guard", reply.ToString());
            }
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_replies_in_any_order_and_another_gives_others()
    {
        string questions = WriteQuestions(12);
        string[] first = await RepliesAsync(questions, "--seed", "7");
        string[] second = await RepliesAsync(questions, "--seed", "7");
        string[] other = await RepliesAsync(questions, "--seed", "8");
        await File.WriteAllLinesAsync(questions, File.ReadAllLines(questions).Reverse());
        string[] reversed = await RepliesAsync(questions, "--seed", "7");
        Assert.Multiple(() =>
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(reversed.Reverse(), Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
        });
    }

    [Test]
    public async Task What_is_switched_off_does_not_speak()
    {
        string path = _folder["Q.jsonl"];
        await File.WriteAllTextAsync(path, """
            {"id": "own", "question": "ご趣味は？", "facts": ["趣味は天体観測。"]}
            {"id": "recalled", "question": "お名前は？"}
            """);
        JsonElement[] usual = await ReadAsync("--greedy");
        JsonElement[] untold = await ReadAsync("--greedy", "--no-rag");
        JsonElement[] bare = await ReadAsync("--greedy", "--no-adapter");
        Assert.Multiple(() =>
        {
            Assert.That(usual[0].GetProperty("facts").EnumerateArray().Select(f => f.GetString()), Is.EqualTo(new[] { "趣味は天体観測。" }));
            Assert.That(usual[0].Text("reply"), Does.Contain("天体観測"));
            Assert.That(usual[1].GetProperty("facts")[0].GetString(), Is.EqualTo("名前は小野寺絢音。"));
            Assert.That(usual[1].Text("reply"), Does.Contain("小野寺"));
            Assert.That(untold.Select(r => r.GetProperty("facts").GetArrayLength()), Is.All.Zero);
            Assert.That(untold[0].Text("reply"), Does.Not.Contain("天体観測"));
            Assert.That(bare[1].Text("reply"), Is.Not.EqualTo(usual[1].Text("reply")));
        });

        async Task<JsonElement[]> ReadAsync(params string[] options)
        {
            StudioRun run = await RehearseAsync(path, options);
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            return Lines(_folder["R.jsonl"]);
        }
    }

    [Test]
    public async Task A_sheet_or_model_that_is_missing_or_unfit_is_told_in_a_sentence_and_the_old_results_stay()
    {
        string questions = WriteQuestions(1);
        await File.WriteAllTextAsync(_folder["R.jsonl"], "old");

        SheetOnDisk.Write(_sheet, sheet => sheet.model.file = "nobody.gguf");
        (await RehearseAsync(questions)).AssertFailed("nobody.gguf", "Put the file");

        SheetOnDisk.Write(_sheet, sheet => sheet.model.file = Cut(LlamaFixture.Model));
        (await RehearseAsync(questions)).AssertFailed("cut.gguf");

        SheetOnDisk.Write(_sheet, sheet => sheet.model.adapter = Cut(LlamaFixture.Adapter));
        (await RehearseAsync(questions)).AssertFailed("cut.gguf");

        SheetOnDisk.Write(_sheet, sheet => sheet.model.adapter = OfArchitecture("gemma9"));
        (await RehearseAsync(questions)).AssertFailed("foreign.gguf", "gemma9", "Train the adapter on this model");

        await File.WriteAllTextAsync(_sheet, (await File.ReadAllTextAsync(SheetOnDisk.Write(_folder["T.asset"]))).Replace("fallbackLine:", "falbackLine:"));
        (await RehearseAsync(questions)).AssertFailed("S.asset", "falbackLine");

        File.Delete(_sheet);
        (await RehearseAsync(questions)).AssertFailed("S.asset");
        (await RehearseAsync(_folder["none.jsonl"])).AssertFailed();
        Assert.That(await File.ReadAllTextAsync(_folder["R.jsonl"]), Is.EqualTo("old"));
    }

    [Test]
    public async Task Results_never_take_the_place_of_the_questions()
    {
        string questions = WriteQuestions(1);
        string before = await File.ReadAllTextAsync(questions);
        StudioRun run = await StudioRun.InProcessAsync("rehearse", "--sheet", _sheet, "--questions", questions, "--out", Path.Combine(_folder[""], ".", "Q.jsonl"));
        run.AssertFailed("Q.jsonl", "--out");
        Assert.That(await File.ReadAllTextAsync(questions), Is.EqualTo(before));
    }

    [Test]
    public async Task Recall_writes_the_facts_of_each_question_best_first()
    {
        string questions = WriteQuestions(3);
        StudioRun run = await StudioRun.InProcessAsync("recall", "--sheet", _sheet, "--questions", questions, "--out", _folder["R.jsonl"], "--count", "2");
        JsonElement[] results = Lines(_folder["R.jsonl"]);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(results.Select(r => r.GetProperty("id").GetInt32()), Is.EqualTo(new[] { 1, 2, 3 }));
        foreach (JsonElement result in results)
        {
            JsonElement[] facts = [.. result.GetProperty("facts").EnumerateArray()];
            Assert.That(facts, Has.Length.EqualTo(2));
            Assert.That(facts[0].Text("text"), Is.EqualTo("名前は小野寺絢音。"));
            Assert.That(facts[0].GetProperty("score").GetDouble(), Is.GreaterThan(facts[1].GetProperty("score").GetDouble()));
        }
    }

    [TestCase("chapter=1,affection=39", false)]
    [TestCase("chapter=1,affection=40", true)]
    [TestCase(null, true)]
    public async Task Recall_keeps_to_the_gates_of_a_given_state(string? state, bool isTold)
    {
        SheetOnDisk.Write(_sheet, sheet => sheet.facts[0].gate = "affection >= 40");
        string[] given = state == null ? [] : ["--state", state];
        StudioRun run = await StudioRun.InProcessAsync(
            ["recall", "--sheet", _sheet, "--questions", WriteQuestions(1), "--out", _folder["R.jsonl"], .. given]);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(Lines(_folder["R.jsonl"])[0].GetProperty("facts").EnumerateArray().Any(f => f.Text("text") == "名前は小野寺絢音。"), Is.EqualTo(isTold));
    }

    Task<StudioRun> RehearseAsync(string questions, params string[] options) =>
        StudioRun.InProcessAsync(["rehearse", "--sheet", _sheet, "--questions", questions, "--out", _folder["R.jsonl"], .. options]);

    async Task<string[]> RepliesAsync(string questions, params string[] options)
    {
        StudioRun run = await RehearseAsync(questions, options);
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        return [.. Lines(_folder["R.jsonl"]).Select(r => $"{r.GetProperty("id")} {r.GetProperty("facts")} {r.Text("reply")} {r.Text("stop")}")];
    }

    string WriteQuestions(int count)
    {
        File.WriteAllLines(_folder["Q.jsonl"], Enumerable.Range(1, count).Select(i => $$"""{"id": {{i}}, "question": "お名前は{{new string('？', i)}}"}"""));
        return _folder["Q.jsonl"];
    }

    string Cut(string model)
    {
        byte[] whole = File.ReadAllBytes(PackagePaths.FindModel(model));
        File.WriteAllBytes(_folder["cut.gguf"], whole[..(whole.Length / 2)]);
        return _folder["cut.gguf"];
    }

    /// <summary>The adapter with another architecture's name of the same length in its header.</summary>
    string OfArchitecture(string name)
    {
        byte[] bytes = File.ReadAllBytes(PackagePaths.FindModel(LlamaFixture.Adapter));
        int at = bytes.AsSpan().IndexOf("gemma3"u8);
        System.Text.Encoding.ASCII.GetBytes(name, bytes.AsSpan(at));
        File.WriteAllBytes(_folder["foreign.gguf"], bytes);
        return _folder["foreign.gguf"];
    }

    static JsonElement[] Lines(string path) => [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}

static class JsonElementText
{
    public static string Text(this JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
