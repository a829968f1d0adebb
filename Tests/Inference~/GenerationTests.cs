using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Tests.Inference;

public sealed class GenerationTests
{
    LlamaDialogueModel _model = null!;

    [OneTimeSetUp]
    public async Task Load() => _model = await LlamaFixture.LoadAsync();

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public async Task AGreedyReplyStatesItsFactAndIsAlwaysTheSame()
    {
        var request = LlamaFixture.Request("お名前は？", facts: new[] { "名前は小野寺絢音。", "趣味は紅茶。", "年齢は17歳。" });
        Reply first = await _model.ReadAsync(request);
        Reply second = await _model.ReadAsync(request);
        TestContext.Out.WriteLine($"{first.Text} [{first.End.Reason}] {first.End.Timings.TokensPerSecond:F1}/s first {first.End.Timings.FirstToken.TotalMilliseconds:F0} ms cached {first.End.Timings.CachedTokens} prefill {first.End.Timings.PrefillTokens}");
        TestContext.Out.WriteLine($"{second.Text} [{second.End.Reason}] {second.End.Timings.TokensPerSecond:F1}/s first {second.End.Timings.FirstToken.TotalMilliseconds:F0} ms cached {second.End.Timings.CachedTokens} prefill {second.End.Timings.PrefillTokens}");
        Assert.Multiple(() =>
        {
            Assert.That(first.Text, Does.Contain("小野寺絢音"));
            Assert.That(first.End.Reason, Is.EqualTo(StopReason.End));
            Assert.That(second.Tokens, Is.EqualTo(first.Tokens));
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
        using LlamaDialogueModel one = await LlamaFixture.LoadAsync(conversations: 1);
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => one.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 4))))
            .WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(replies.Select(r => r.End.Reason), Is.All.Not.EqualTo(StopReason.Error));
    }
}
