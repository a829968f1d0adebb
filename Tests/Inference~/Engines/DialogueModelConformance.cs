using Ojousama.Inference;

namespace Ojousama.Tests.Inference;

/// <summary>What any engine behind <see cref="IDialogueModel"/> owes its callers, tried with the real model and adapter.</summary>
public abstract class DialogueModelConformance
{
    static readonly SamplingOptions s_endless = new() { Seed = 1, LogitBias = new Dictionary<string, float> { ["<end_of_turn>"] = float.NegativeInfinity } };

    IDialogueModel _model = null!;

    [OneTimeSetUp]
    public async Task Load() => _model = await LoadAsync(conversations: 4);

    [OneTimeTearDown]
    public void Free() => ((IDisposable)_model).Dispose();

    /// <summary>A model of 512 tokens' context, on two threads.</summary>
    protected abstract Task<IDialogueModel> LoadAsync(int conversations);

    [Test]
    public async Task AGreedyReplyStatesItsFactAndIsAlwaysTheSame()
    {
        var request = LlamaFixture.Request("お名前は？", facts: new[] { "名前は小野寺絢音。", "趣味は紅茶。", "年齢は17歳。" });
        Reply first = await _model.ReadAsync(request);
        Reply second = await _model.ReadAsync(request);
        Reply exact = await _model.ReadAsync(request with { IsReproducible = true }), again = await _model.ReadAsync(request with { IsReproducible = true });
        Assert.Multiple(() =>
        {
            Assert.That(first.Text, Does.Contain("小野寺絢音"));
            Assert.That(first.End.Reason, Is.EqualTo(StopReason.End));
            Assert.That(second.Text, Does.Contain("小野寺絢音"), "quantised weights round otherwise in another batch, so that a near choice may fall otherwise");
            Assert.That(again.Tokens, Is.EqualTo(exact.Tokens));
            Assert.That(second.End.Timings.PrefillTokens, Is.EqualTo(1), "the whole prompt but its last token is cached");
        });
    }

    [Test]
    public async Task TheProbabilitiesOfChoicesAreThoseThatTheModelChoosesBy()
    {
        string[] digits = ["1", "2", "3", "4", "5", "6", "7"];
        GenerationRequest request = LlamaFixture.Request("一から七までの数字を一つ言って。", maxTokens: 1) with { Choices = digits };
        Reply free = await _model.ReadAsync(request);
        Reply digit = await _model.ReadAsync(request with { Sampling = SamplingOptions.Greedy with { Grammar = "root ::= [1-7]" } });
        Reply named = await _model.ReadAsync(request with { Choices = [free.Text, digit.Text] });
        Assert.Multiple(() =>
        {
            Assert.That(free.End.ChoiceLogProbabilities.Sum(p => Math.Exp(p)), Is.GreaterThan(0).And.LessThan(1));
            Assert.That(digit.Text, Is.EqualTo(digits[Array.IndexOf([.. digit.End.ChoiceLogProbabilities], digit.End.ChoiceLogProbabilities.Max())]));
            Assert.That(named.End.ChoiceLogProbabilities[0], Is.GreaterThanOrEqualTo(named.End.ChoiceLogProbabilities[1]));
            Assert.That(named.End.ChoiceLogProbabilities[1], Is.EqualTo(free.End.ChoiceLogProbabilities.Max()).Within(0.3), "of another batch");
        });
        Reply several = await _model.ReadAsync(request with { Choices = ["お嬢様らしい"] });
        Assert.That(several.End.Error?.Message, Does.Contain("tokens").And.Contain("one token"));
    }

    [Test]
    public async Task ARequestThatWaitsForAPlaceIsServedAfterTheLastReplyThatRuns()
    {
        using IDisposable owner = (IDisposable)await LoadAsync(conversations: 1);
        var one = (IDialogueModel)owner;
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => one.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 4))))
            .WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(replies.Select(r => r.End.Reason), Is.All.Not.EqualTo(StopReason.Error));
    }

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
        using IDisposable owner = (IDisposable)await LoadAsync(conversations: 4);
        var model = (IDialogueModel)owner;
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

    [Test]
    public async Task AReproducibleReplyIsTheSameWhateverWasSaidBeforeAndBesideIt()
    {
                GenerationRequest[] requests = [.. Enumerable.Range(0, 4).Select(Sampled)];
        List<Reply> alone = [];
        foreach (GenerationRequest request in requests)
            alone.Add(await _model.ReadAsync(request));

        // The other way round, all at once, and mixed with replies that share cells and batches.
        Reply[] crowded = await Task.WhenAll(requests.Reverse().SelectMany(
            request => new[] { _model.ReadAsync(request), _model.ReadAsync(request with { IsReproducible = false, MaxTokens = 4 }) }));

        Reply[] again = [.. crowded.Where((_, i) => i % 2 == 0).Reverse()];
        Assert.That(again.Select(r => r.Text), Is.EqualTo(alone.Select(r => r.Text)));
        Assert.That(again.Select(r => r.End.Timings.CachedTokens), Is.All.Zero);
    }

    static GenerationRequest Sampled(int i) => LlamaFixture.Request(
        "週末は何をなさいますか？", maxTokens: 16, sampling: new SamplingOptions { Seed = (uint)i, Temperature = 1.2f }, facts: ["趣味は紅茶。", "バイオリンを習っている。"])
        with { IsReproducible = true };

    [Test]
    public async Task TalksAtOnceAreAnsweredAsEachAlone()
    {
        string[] lines = ["お名前は？", "ご趣味は？", "年齢は？"];
        string[] facts = ["名前は小野寺絢音。", "趣味は紅茶。", "年齢は17歳。"];
        Reply[] replies = await Task.WhenAll(lines.Select(line => _model.ReadAsync(LlamaFixture.Request(line, facts: facts))));
        Assert.That(replies.Select(reply => reply.Text), Is.All.Not.Empty);
        Assert.That(replies[0].Text, Does.Contain("小野寺"));
        Assert.That(replies.Select(reply => reply.End.Reason), Is.All.EqualTo(StopReason.End));
    }

    [Test]
    public async Task TalksUnderDifferentAdaptersDoNotMix()
    {
        GenerationRequest tuned = LlamaFixture.Request("お名前は？", maxTokens: 12), bare = LlamaFixture.Request("お名前は？", adapter: null, maxTokens: 12);
        Reply[] alone = [await _model.ReadAsync(tuned with { IsReproducible = true }), await _model.ReadAsync(bare with { IsReproducible = true })];
        Reply[] together = await Task.WhenAll(_model.ReadAsync(tuned), _model.ReadAsync(bare));
        Assert.That(together.Select(reply => reply.Text), Is.EqualTo(alone.Select(reply => reply.Text)));
        Assert.That(alone[0].Text, Is.Not.EqualTo(alone[1].Text));
    }

    [Test]
    public async Task AReplyEndsBeforeItsStopStringAndFollowsItsGrammar()
    {
        Reply whole = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。"));
        string stop = whole.Text[2..4];
        Reply stopped = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。") with { StopStrings = [stop] });
        Assert.That((stopped.Text, stopped.End.Reason), Is.EqualTo((whole.Text[..2], StopReason.StopString)));

        var sampling = new SamplingOptions { Grammar = "root ::= (\"はい\" | \"いいえ\") \"ですわ。\"", Temperature = 1.5f, Seed = 3 };
        Assert.That((await _model.ReadAsync(LlamaFixture.Request("紅茶は好き？", sampling: sampling))).Text, Does.Match("^(はい|いいえ)ですわ。$"));
    }

    [Test]
    public async Task AStreamIsEnumeratedOnceAndNoRestIsLeftByWhoWalksAway()
    {
        IAsyncEnumerable<GenerationItem> stream = _model.GenerateAsync(LlamaFixture.Request("お名前は？", maxTokens: 400, sampling: s_endless));
        await foreach (GenerationItem item in stream)
            break;
        Assert.That(() => stream.GetAsyncEnumerator(), Throws.InvalidOperationException);
        Assert.That((await _model.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 2)).WaitAsync(TimeSpan.FromMinutes(1))).Tokens, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task DisposingEndsRepliesWithAnError()
    {
        IDialogueModel model = await LoadAsync(conversations: 1);
        Task<Reply>[] replies = [.. Enumerable.Range(0, 2).Select(_ => model.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 400, sampling: s_endless)))];
        await Task.Delay(50);
        ((IDisposable)model).Dispose();
        ((IDisposable)model).Dispose();
        foreach (Reply reply in await Task.WhenAll(replies).WaitAsync(TimeSpan.FromMinutes(1)))
            Assert.That(reply.End.Error?.Message, Does.Contain("closed"));
        Assert.That((await model.ReadAsync(LlamaFixture.Request("お名前は？"))).End.Error?.Message, Does.Contain("closed"));
    }

    sealed class Steps : IProgress<float>
    {
        public List<float> Values { get; } = [];

        public void Report(float value) => Values.Add(value);
    }
}
