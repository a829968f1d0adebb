using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Sampling;

namespace Ojousama.Tests.Inference;

public sealed class SamplingTests
{
    LlamaDialogueModel _model = null!;
    LlamaModel _weights = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = await LlamaFixture.LoadAsync();
        _weights = LlamaModel.Rent(PackagePaths.FindModel(LlamaFixture.Model), LayerPlacement.Cpu, null, default);
    }

    [OneTimeTearDown]
    public void Free()
    {
        _weights.Return();
        _model.Dispose();
    }

    [Test]
    public async Task AReplyFollowsItsGrammarAtAnyTemperature()
    {
        for (uint seed = 0; seed < 5; seed++)
        {
            var sampling = new SamplingOptions { Grammar = "root ::= (\"はい\" | \"いいえ\") \"、\" [ぁ-ん]{3,9} \"ですわ。\"", Temperature = 1.5f, Seed = seed };
            Reply reply = await _model.ReadAsync(LlamaFixture.Request("紅茶は好き？", sampling: sampling));
            Assert.That(reply.Text, Does.Match("^(はい|いいえ)、[ぁ-ん]{3,9}ですわ。$"));
            Assert.That(reply.End.Reason, Is.EqualTo(StopReason.End));
        }
    }

    [TestCase("root ::= root \"a\"")]
    [TestCase("root ::= \"a\" | missing")]
    [TestCase("root ::= ((((\"a\"{900}){900}){900}){900})")]
    public async Task AFaultyGrammarCostsOneReply(string grammar)
    {
        Reply reply = await _model.ReadAsync(LlamaFixture.Request("はい？", sampling: new SamplingOptions { Grammar = grammar }));
        Assert.That(reply.End.Error?.Problem, Does.Contain("grammar"));
        Assert.That((await _model.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 3))).Tokens, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task AForbiddenTokenNeverComesAndAFavouredOneDoes()
    {
        Reply plain = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。"));
        string first = _weights.Vocabulary.Piece(plain.Tokens[0]).Text!;
        var forbidden = SamplingOptions.Greedy with { LogitBias = new Dictionary<string, float> { [first] = float.NegativeInfinity } };
        var favoured = SamplingOptions.Greedy with { LogitBias = new Dictionary<string, float> { ["紅茶"] = 1000f } };
        Reply without = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。", sampling: forbidden));
        Reply with = await _model.ReadAsync(LlamaFixture.Request("お名前は？", maxTokens: 4, sampling: favoured));
        Assert.Multiple(() =>
        {
            Assert.That(without.Tokens, Does.Not.Contain(plain.Tokens[0]));
            Assert.That(with.Text, Is.EqualTo("紅茶紅茶紅茶紅茶"));
        });
    }

    [Test]
    public async Task AnUnfitOptionIsNamedInTheError()
    {
        Reply bias = await _model.ReadAsync(LlamaFixture.Request("はい？", sampling: new SamplingOptions { LogitBias = new Dictionary<string, float> { ["とても長いことば"] = 1f } }));
        Reply share = await _model.ReadAsync(LlamaFixture.Request("はい？", sampling: new SamplingOptions { TopP = 2f }));
        Assert.Multiple(() =>
        {
            Assert.That(bias.End.Error?.Message, Does.Contain("とても長いことば"));
            Assert.That(share.End.Error?.Message, Does.Contain("TopP"));
        });
    }

    [Test]
    public async Task AStopStringThatSpansTokensEndsTheReplyBeforeIt()
    {
        Reply whole = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。"));
        string stop = whole.Text.Substring(2, 7);
        Reply stopped = await _model.ReadAsync(LlamaFixture.Request("お名前は？", facts: "名前は小野寺絢音。") with { StopStrings = ["決して現れない", stop] });
        Assert.Multiple(() =>
        {
            Assert.That(stopped.Text, Is.EqualTo(whole.Text[..2]));
            Assert.That(stopped.End.Reason, Is.EqualTo(StopReason.StopString));
        });
    }

    [Test]
    public void DryBreaksALoopWhereTheRepetitionPenaltyIsOff()
    {
        // A model that wants nothing but to repeat four tokens for ever.
        int[] loop = Tokens("お茶会は楽しいですわ");
        var sampler = new TokenSampler(SamplingOptions.Greedy with { DryMultiplier = 1f }, 200, _weights.Vocabulary);
        var logits = new float[_weights.Vocabulary.Count];
        var said = new List<int>();
        for (int i = 0; i < 12 * loop.Length; i++)
        {
            Array.Clear(logits);
            logits[loop[said.Count == 0 ? 0 : (Array.IndexOf(loop, said[^1]) + 1) % loop.Length]] = 20f;
            said.Add(sampler.Sample(logits));
        }

        Assert.That(said.Take(loop.Length), Is.EqualTo(loop));
        Assert.That(said, Has.Some.Not.AnyOf(loop));
    }

    [Test]
    public void ABreakerEndsThePassageThatDryWatches()
    {
        int[] loop = Tokens("はい。");
        var sampler = new TokenSampler(SamplingOptions.Greedy with { DryMultiplier = 100f, DryAllowedLength = loop.Length }, 200, _weights.Vocabulary);
        var logits = new float[_weights.Vocabulary.Count];
        for (int i = 0; i < 10 * loop.Length; i++)
        {
            Array.Clear(logits);
            logits[loop[i % loop.Length]] = 20f;
            Assert.That(sampler.Sample(logits), Is.EqualTo(loop[i % loop.Length]));
        }
    }

    [Test]
    public void TopPKeepsExactlyTheNucleus()
    {
        var random = new Random(3);
        for (int round = 0; round < 200; round++)
        {
            int count = random.Next(1, 300);
            float[] weights = Enumerable.Range(0, count).Select(_ => MathF.Pow(random.NextSingle(), 6)).ToArray();
            int[] tokens = Enumerable.Range(0, count).ToArray();
            float share = random.NextSingle() * 0.98f + 0.01f;
            float[] sorted = weights.OrderDescending().ToArray();
            double left = share * sorted.Sum(w => (double)w);
            int expected = 0;
            while (expected < count && left > 0)
                left -= sorted[expected++];
            float[] original = (float[])weights.Clone();

            int kept = Nucleus.Keep(weights, tokens, count, share);

            Assert.That(kept, Is.EqualTo(Math.Max(1, expected)));
            Assert.That(weights.Take(kept), Is.EqualTo(sorted.Take(kept)));
            Assert.That(tokens.Select(t => original[t]), Is.EqualTo(weights), "tokens go with their weights");
            Assert.That(tokens.Order(), Is.EqualTo(Enumerable.Range(0, count)));
        }
    }

    [Test]
    public void SamplingAllocatesNothingOnceItsListsHaveGrown()
    {
        var options = new SamplingOptions { TopP = 0.9f, RepetitionPenalty = 1.1f, MinP = 0f, Seed = 1, LogitBias = new Dictionary<string, float> { ["紅茶"] = 1f } };
        using var sampler = new TokenSampler(options, 100, _weights.Vocabulary);
        var logits = new float[_weights.Vocabulary.Count];
        for (int i = 0; i < logits.Length; i++)
            logits[i] = i % 97 * 0.1f;
        for (int i = 0; i < _weights.Vocabulary.Count; i++)
            _weights.Vocabulary.Piece(i);
        sampler.Sample(logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            sampler.Sample(logits);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    int[] Tokens(string text)
    {
        var tokens = new List<int>();
        _weights.Vocabulary.Tokenize(text, tokens);
        Assert.That(tokens, Is.Unique);
        return tokens.ToArray();
    }
}
