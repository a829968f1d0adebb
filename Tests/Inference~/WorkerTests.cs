using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Tests.Inference;

/// <summary>Whatever is asked of it, and whoever loses interest, the worker goes on.</summary>
public sealed class WorkerTests
{
    static readonly SamplingOptions s_endless = new() { Seed = 1, LogitBias = new Dictionary<string, float> { ["<end_of_turn>"] = float.NegativeInfinity } };

    LlamaDialogueModel _model = null!;

    [OneTimeSetUp]
    public async Task Load() => _model = await LlamaFixture.LoadAsync();

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public async Task ACancelledReplyEndsAndTheNextIsUntouched()
    {
        Reply expected = await _model.ReadAsync(LlamaFixture.Request("お名前は？"));
        using var cancellation = new CancellationTokenSource();
        int pieces = 0;
        GenerationEnd? end = null;
        await foreach (GenerationItem item in _model.GenerateAsync(LlamaFixture.Request("趣味は？", maxTokens: 400, sampling: s_endless), cancellation.Token))
        {
            if (++pieces == 3)
                cancellation.Cancel();
            end = item.End;
        }

        Assert.That(end!.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(pieces, Is.LessThan(400));
        Assert.That((await _model.ReadAsync(LlamaFixture.Request("お名前は？"))).Tokens, Is.EqualTo(expected.Tokens));
    }

    [Test]
    public async Task ARequestThatCannotBeServedEndsWithAnErrorAndTheWorkerLivesOn()
    {
        Reply tooLong = await _model.ReadAsync(LlamaFixture.Request(new string('紅', 600)));
        Reply noAdapter = await _model.ReadAsync(LlamaFixture.Request("はい？", adapter: "no-such.gguf"));
        Reply noToken = await _model.ReadAsync(new GenerationRequest([PromptSegment.Control("<no_such_token>")]));
        Reply foreign = await _model.ReadAsync(new GenerationRequest([PromptSegment.Sampled("", [1 << 30])]));
        Assert.That(new[] { tooLong, noAdapter, noToken, foreign }.Select(r => r.End.Error), Has.All.Not.Null);
        Assert.That((await _model.ReadAsync(LlamaFixture.Request("お名前は？"))).Text, Is.Not.Empty);
    }

    [Test]
    public async Task ReadingAPromptAheadReportsProgressAndMakesTheReplyStartAtOnce()
    {
        using var model = await LlamaFixture.LoadAsync();
        GenerationRequest request = LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。");
        var progress = new Steps();
        Reply nothing = await model.ReadAsync(request with { MaxTokens = 0, Progress = progress });
        Reply reply = await model.ReadAsync(request);
        Assert.Multiple(() =>
        {
            Assert.That(nothing.Tokens, Is.Empty);
            Assert.That(progress.Values, Is.Ordered.And.Not.Empty);
            Assert.That(progress.Values.Last(), Is.EqualTo(1f));
            Assert.That(reply.End.Timings.PrefillTokens, Is.EqualTo(1));
        });
    }

    sealed class Steps : IProgress<float>
    {
        public List<float> Values { get; } = [];

        public void Report(float value) => Values.Add(value);
    }
}
