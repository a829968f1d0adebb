using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Sampling;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>What a reply is must not depend on who else talks, or on what the cache holds: token for token.</summary>
/// <remarks>
/// On a small model of unquantised weights. With quantised ones llama.cpp's own logits depend on how many tokens are decoded at once (by
/// 0.35 for the default model; Benchmarks~ shows it), so that there a greedy reply may take the other of two nearly equal tokens.
/// </remarks>
public sealed class ExactTests
{
    string _folder = null!, _model = null!;
    string?[] _adapters = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = Directory.CreateTempSubdirectory("ojousama-exact").FullName;
        _model = Path.Combine(_folder, "tiny.gguf");
        TinyModel.Write(_model, "gemma3", GgmlType.F32);
        GgufFile header = GgufFile.Read(_model);
        _adapters = [Path.Combine(_folder, "a.gguf"), Path.Combine(_folder, "b.gguf"), null];
        RandomAdapter(header, 1, 0.3f).Write(_adapters[0]!);
        RandomAdapter(header, 2, 0.3f).Write(_adapters[1]!);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task EightRepliesInOneBatchAreTheSameAsEachAlone()
    {
        GenerationRequest[] requests = [.. Enumerable.Range(0, 8).Select(i => Request(Prompt(i, 20 + 7 * i), _adapters[0]))];
        using var model = await LoadAsync(8);
        var alone = new List<Reply>();
        foreach (GenerationRequest request in requests)
            alone.Add(await model.ReadAsync(request));
        using var other = await LoadAsync(8);
        Reply[] together = await Task.WhenAll(requests.Select(r => other.ReadAsync(r)));
        Assert.That(together.Select(r => r.Tokens), Is.EqualTo(alone.Select(r => r.Tokens)));
        Assert.That(alone.Select(r => string.Join(' ', r.Tokens)), Is.Unique);
    }

    /// <summary>So a governor may change the count in the midst of a reply that has to repeat. With the real, quantised model.</summary>
    [Test]
    public async Task TheNumberOfThreadsChangesNoReply()
    {
        GenerationRequest[] requests = [.. Enumerable.Range(0, 4).Select(i => LlamaFixture.Request(
            "週末は何をなさいますか？", sampling: new SamplingOptions { Seed = (uint)i, Temperature = 1.2f }, facts: ["趣味は紅茶。", "バイオリンを習っている。"]) with { IsReproducible = true })];
        var replies = new List<string[]>();
        foreach (int threads in (int[])[1, 2])
        {
            using LlamaDialogueModel model = await LlamaDialogueModel.LoadAsync(LlamaFixture.Model, new DialogueModelOptions { ContextTokens = 512, Threads = threads, GpuLayers = 0 });
            var told = new List<string>();
            foreach (GenerationRequest request in requests)
                told.Add(string.Join(' ', (await model.ReadAsync(request)).Tokens));
            replies.Add([.. told]);
        }

        Assert.That(replies[1], Is.EqualTo(replies[0]));
        Assert.That(replies[0], Is.Unique);
    }

    [Test]
    public async Task AWarmTalkAnswersAsAColdOneDoes()
    {
        using var model = await LoadAsync(2);
        var warm = await TalkAsync(model, 1);
        using var empty = await LoadAsync(2);
        Reply cold = await empty.ReadAsync(warm.Request);
        Assert.Multiple(() =>
        {
            Assert.That(warm.Reply.End.Timings.CachedTokens, Is.GreaterThan(100));
            Assert.That(cold.End.Timings.CachedTokens, Is.Zero);
            Assert.That(warm.Reply.Tokens, Is.EqualTo(cold.Tokens));
        });
    }

    [Test]
    public async Task TwoTalksOnOneModelDoNotMix()
    {
        using var model = await LoadAsync(2);
        var together = await Task.WhenAll(TalkAsync(model, 1), TalkAsync(model, 2));
        foreach (int i in new[] { 1, 2 })
        {
            using var own = await LoadAsync(2);
            Assert.That(together[i - 1].Reply.Tokens, Is.EqualTo((await TalkAsync(own, i)).Reply.Tokens));
        }
    }

    [Test]
    public async Task OneAdapterThenAnotherThenTheFirstGiveWhatFreshModelsGive()
    {
        int[] prompt = Prompt(3, 60);
        var fresh = new List<Reply>();
        foreach (string? adapter in _adapters)
        {
            using var model = await LoadAsync(4);
            fresh.Add(await model.ReadAsync(Request(prompt, adapter)));
        }

        using var shared = await LoadAsync(4);
        foreach (int i in new[] { 0, 1, 0, 2, 1, 0 })
            Assert.That((await shared.ReadAsync(Request(prompt, _adapters[i]))).Tokens, Is.EqualTo(fresh[i].Tokens));
        Reply[] together = await Task.WhenAll(_adapters.Select(a => shared.ReadAsync(Request(prompt, a))));
        Assert.That(together.Select(r => r.Tokens), Is.EqualTo(fresh.Select(r => r.Tokens)), "and they can take turns");
        Assert.That(fresh.Select(r => string.Join(' ', r.Tokens)), Is.Unique, "each changes the reply");
    }

    [Test]
    public async Task ATalkThatLostItsPlaceIsTakenUpFromMemory()
    {
        using var model = await LoadAsync(1);
        var (reply, request) = await TalkAsync(model, 1);
        await model.ReadAsync(Request(Prompt(9, 100), _adapters[0])); // takes the only place
        GenerationRequest next = Request([.. request.Prompt[0].Tokens!, .. reply.Tokens, .. Prompt(17, 20)], request.Adapter);

        Reply back = await model.ReadAsync(next);
        Reply shorter = await model.ReadAsync(request); // goes back behind what the sliding window had left

        using var empty = await LoadAsync(1);
        Assert.That(back.End.Timings.CachedTokens, Is.GreaterThan(100));
        Assert.That(back.Tokens, Is.EqualTo((await empty.ReadAsync(next)).Tokens));
        Assert.That(shorter.Tokens, Is.EqualTo(reply.Tokens));
    }

    [Test]
    public async Task AnAwaitedReplyTakesThePlaceOfOneAheadOfTimeWhichEndsAllTheSame()
    {
        using var model = await LoadAsync(1);
        GenerationRequest request = Request(Prompt(4, 30), null, tokens: 400);
        Reply expected = await model.ReadAsync(request);
        Task<Reply> ahead = model.ReadAsync(request with { Priority = new RequestPriority() }); // takes the only place
        Task<Reply> awaited = model.ReadAsync(Request(Prompt(5, 30), null, tokens: 3));
        await Task.WhenAll(ahead, awaited);
        Assert.That(ahead.Result.Tokens, Is.EqualTo(expected.Tokens));
        Assert.That(awaited.Result.End.Timings.Total, Is.LessThan(ahead.Result.End.Timings.Total));
    }

    /// <summary>Three turns and the reply to a fourth line.</summary>
    async Task<(Reply Reply, GenerationRequest Request)> TalkAsync(IDialogueModel model, int talk)
    {
        var tokens = new List<int>();
        for (int turn = 0; ; turn++)
        {
            tokens.AddRange(Prompt(10 * talk + turn, 25));
            GenerationRequest request = Request([.. tokens], _adapters[talk % 3]);
            Reply reply = await model.ReadAsync(request);
            if (turn == 3)
                return (reply, request);
            tokens.AddRange(reply.Tokens);
        }
    }

    Task<LlamaDialogueModel> LoadAsync(int conversations) => LlamaDialogueModel.LoadAsync(
        _model, new DialogueModelOptions { ContextTokens = 512, Threads = 2, GpuLayers = 0, MaxConversations = conversations });

    static int[] Prompt(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(300, TinyModel.Vocabulary))];
    }

    static GenerationRequest Request(int[] prompt, string? adapter, int tokens = 24) => new([PromptSegment.Sampled("", prompt)])
    {
        Adapter = adapter,
        MaxTokens = tokens,
        Sampling = SamplingOptions.Greedy with { RepetitionPenalty = 2f, LogitBias = new Dictionary<string, float> { ["</s>"] = float.NegativeInfinity, ["<end_of_turn>"] = float.NegativeInfinity } },
    };

    internal static GgufWriter RandomAdapter(GgufFile model, int seed, float size)
    {
        var random = new Random(seed);
        GgufWriter writer = AdapterTests.Head("gemma3", "adapter");
        foreach (GgufTensor weight in model.Tensors.Values.Where(t => t.Name.EndsWith("attn_q.weight") || t.Name.EndsWith("ffn_up.weight")))
        {
            writer.Add(weight.Name + ".lora_a", [weight.Shape[0], 4], Values(weight.Shape[0] * 4));
            writer.Add(weight.Name + ".lora_b", [4, weight.Shape[1]], Values(weight.Shape[1] * 4));
        }

        return writer;

        float[] Values(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (random.NextSingle() - 0.5f) * 2 * size)];
    }
}
