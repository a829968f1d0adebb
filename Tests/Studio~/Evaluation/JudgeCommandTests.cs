using System.Text.Json;
using System.Text.RegularExpressions;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>A judge behind an endpoint that behaves, talks nonsense, refuses, or dies.</summary>
public sealed partial class JudgeCommandTests
{
    const int Pairs = 50;

    TemporaryFolder _folder = null!;
    WireMockServer _server = null!;
    TimeSpan _delay;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _server = WireMockServer.Start();
        _delay = JudgeCommand.FirstDelay;
        JudgeCommand.FirstDelay = TimeSpan.FromMilliseconds(1);
        SheetOnDisk.Write(_folder["S.asset"]);
        File.WriteAllLines(_folder["P.jsonl"], Enumerable.Range(0, Pairs).Select(i =>
            $$"""{"line": "問い{{i}}", "a": "{{(i % 2 == 0 ? "存じませんわ" : "知らない")}}", "b": "{{(i % 2 == 0 ? "知らない" : "存じませんわ")}}", "better": "{{(i % 2 == 0 ? 'a' : 'b')}}"}"""));
        File.WriteAllText(_folder["R.jsonl"], """
            {"id": 1, "question": "元気？", "facts": [], "reply": "ええ、元気ですわ"}
            {"id": 2, "replies": [{"question": "やあ", "reply": "ごきげんよう"}, {"question": "年は？", "reply": "17歳ですわ"}]}
            """);
    }

    [TearDown]
    public void Stop()
    {
        JudgeCommand.FirstDelay = _delay;
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_judge_that_agrees_with_people_marks_replies_and_what_it_answered_is_not_asked_again()
    {
        Answer(Sensible);
        StudioRun run = await JudgeAsync("--price-in", "1", "--price-out", "10");
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Contain("Gate: 50 labelled pairs in both orders, the same choice in both 100 %, agreement with people 100 %"));
            Assert.That(run.Output, Does.Contain("personality: 6.00 [6.00, 6.00] of 7, 2 replies"));
            Assert.That(run.Output, Does.Contain("stability: 6.00 [6.00, 6.00] of 7, 1 replies"));
            Assert.That(run.Output, Does.Contain("109 new answers, 10900 tokens read and 2180 written, which cost 0.0327; 109 answers in"));
            Assert.That(Lines().Where(l => l.GetProperty("kind").GetString() != "gate").Select(l => l.GetProperty("reason").GetString()), Is.All.EqualTo("理由：よい返事です。"));
        });

        int asked = _server.LogEntries.Count;
        StudioRun again = await JudgeAsync();
        Assert.That(again.Output, Does.Contain("personality: 6.00").And.Contain("0 new answers"), again.Error);
        Assert.That(_server.LogEntries, Has.Count.EqualTo(asked));
    }

    [Test]
    public async Task Nonsense_and_a_taste_for_the_first_place_hide_the_marks()
    {
        Answer(_ => "お茶がおいしいですね。");
        StudioRun nonsense = await JudgeAsync();
        nonsense.AssertFailed("agreed with people in 0 %", "Take a stronger judge");
        Assert.That(nonsense.Error, Does.Contain("named no 番号 (try 3 of 3): お茶がおいしいですね"));
        Assert.That(nonsense.Output, Does.Not.Contain("of 7"));
        Assert.That(Lines().Select(l => l.GetProperty("probabilities").ValueKind), Is.All.EqualTo(JsonValueKind.Null));

        File.Delete(_folder["J.jsonl"]);
        _server.Reset();
        Answer(_ => "返事1は短いです。\n番号：1");
        StudioRun byPlace = await JudgeAsync();
        byPlace.AssertFailed("same reply in both orders for 0 %");
        Assert.That(byPlace.Output, Does.Not.Contain("of 7"));
    }

    [Test]
    public async Task A_reply_without_a_mark_is_told_and_the_others_count()
    {
        Answer(text => text.Contains("【観点】価値観") && text.Contains("元気ですわ") ? "分かりません" : Sensible(text));
        StudioRun run = await JudgeAsync();
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(run.Output, Does.Contain("values: 6.00 [6.00, 6.00] of 7, 1 replies; 1 replies without a mark"));
    }

    [TestCase(500, "failed (500)")]
    [TestCase(429, "no more questions for now (429)")]
    [TestCase(401, "refuses the key")]
    [TestCase(404, "knows no model some-judge")]
    public async Task An_endpoint_that_refuses_midway_is_told_in_a_sentence_and_the_run_goes_on_where_it_stopped(int status, string problem)
    {
        const int Before = 30;
        int count = 0;
        Answer(text => ++count <= Before ? Sensible(text) : null, status);
        StudioRun stopped = await JudgeAsync();
        stopped.AssertFailed(problem);
        Assert.That(Lines(), Has.Length.EqualTo(Before));
        Assert.That(stopped.Output, Does.Contain("30 new answers").And.Not.Contain("of 7"));
        await AssertGoesOnAsync();
    }

    [Test]
    public async Task An_endpoint_that_dies_midway_is_told_in_a_sentence_and_the_run_goes_on_where_it_stopped()
    {
        int count = 0;
        Answer(text =>
        {
            if (++count == 30)
                Task.Run(_server.Stop);
            return Sensible(text);
        });
        (await JudgeAsync()).AssertFailed("does not answer", "goes on where it stopped");
        Assert.That(Lines(), Has.Length.InRange(29, 60)); // those under way may still get through
        _server.Dispose();
        _server = WireMockServer.Start();
        await AssertGoesOnAsync();
    }

    async Task AssertGoesOnAsync()
    {
        string[] kept = File.ReadAllLines(_folder["J.jsonl"]);
        _server.Reset();
        Answer(Sensible);
        StudioRun run = await JudgeAsync();
        Assert.That(run.Output, Does.Contain($"{109 - kept.Length} new answers").And.Contain("memorization: 6.00"), run.Error);
        Assert.That(File.ReadAllLines(_folder["J.jsonl"])[..kept.Length], Is.EqualTo(kept));
    }

    [Test]
    public async Task What_passes_is_tried_again_and_told()
    {
        int count = 0;
        Answer(text => ++count is 5 or 6 ? null : Sensible(text), status: 429);
        StudioRun run = await JudgeAsync();
        Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
        Assert.That(run.Error, Does.Contain("answered 429; retry 1 of 4").And.Contain("retry 2 of 4").And.Not.Contain("retry 3"));
    }

    [Test]
    public async Task The_limit_and_bad_input_are_told_in_a_sentence()
    {
        Answer(Sensible);
        (await JudgeAsync("--most-tokens", "1000")).AssertFailed("limit of 1000 tokens", "goes on");
        Assert.That(Lines(), Has.Length.EqualTo(9));
        (await JudgeAsync("--endpoint", "localhost")).AssertFailed("'localhost' is no address");
        _server.Reset();
        _server.Given(Request.Create()).RespondWith(Response.Create().WithBody("<html>It works!</html>"));
        (await JudgeAsync()).AssertFailed("no chat completion", "/v1");
        File.WriteAllLines(_folder["P.jsonl"], File.ReadAllLines(_folder["P.jsonl"])[..10]);
        (await JudgeAsync()).AssertFailed("P.jsonl holds 10 pairs", "50 or more");
        File.WriteAllText(_folder["R.jsonl"], "");
        (await JudgeAsync()).AssertFailed("R.jsonl holds no reply");
        Assert.That(Lines(), Has.Length.EqualTo(9));
    }

    /// <summary>Prefers the young lady's words wherever they stand, and marks all with a 6.</summary>
    static string Sensible(string text) =>
        text.Contains("番号") ? $"口調がよいです。\n番号：{(FirstReply().Match(text).Groups[1].Value.Contains('わ') ? 1 : 2)}" : "理由：よい返事です。\n点数：６";

    [GeneratedRegex("返事1：(.*)")]
    private static partial Regex FirstReply();

    /// <param name="answer">From the question; null for a failure.</param>
    /// <param name="status">Of a failure.</param>
    void Answer(Func<string, string?> answer, int status = 500)
    {
        _server.Given(Request.Create().WithPath("/v1/chat/completions").UsingPost()).RespondWith(Response.Create().WithCallback(request =>
        {
            using var asked = JsonDocument.Parse(request.Body!);
            string? said = answer(asked.RootElement.GetProperty("messages")[0].GetProperty("content").ToString());
            var response = new WireMock.ResponseMessage { StatusCode = said == null ? status : 200 };
            response.AddHeader("Content-Type", "application/json");
            response.BodyData = new WireMock.Util.BodyData
            {
                DetectedBodyType = WireMock.Types.BodyType.String,
                BodyAsString = said == null ? """{"error":{"message":"no"}}""" : JsonSerializer.Serialize(new
                {
                    id = "1",
                    @object = "chat.completion",
                    created = 1,
                    model = "some-judge",
                    choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = said } } },
                    usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
                }),
            };
            return response;
        }));
    }

    Task<StudioRun> JudgeAsync(params string[] options) => StudioRun.InProcessAsync(
    [
        "judge", "--sheet", _folder["S.asset"], "--replies", _folder["R.jsonl"], "--pairs", _folder["P.jsonl"], "--judge", "some-judge", "--out", _folder["J.jsonl"],
        .. options.Contains("--endpoint") ? options : ["--endpoint", $"{_server.Url}/v1", .. options],
    ]);

    JsonElement[] Lines() => [.. File.ReadLines(_folder["J.jsonl"]).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
