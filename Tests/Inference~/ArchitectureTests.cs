using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Checks;
using Ojousama.Inference.Llama.Devices;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Inference;

/// <summary>Talks with the least of each architecture: what the cache holds, and who else talks, changes no token.</summary>
/// <remarks>Half of them keep a state that cannot be cut at a token, where others keep cells.</remarks>
public sealed class ArchitectureTests
{
    const int FirstWords = 263, FirstTurn = 90; // behind the control tokens; more than what is worth keeping

    // Few tokens to choose from lie further apart.
    static readonly SamplingOptions s_sampling = SamplingOptions.Greedy with { RepetitionPenalty = 1.5f, Grammar = $"root ::= {string.Concat(Enumerable.Repeat("[a-h] ", 12))}" };

    TemporaryFolder _folder = null!;

    public static IEnumerable<string> Names => TinyArchitectures.Names;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        foreach (string name in Names)
            TinyArchitectures.Write(name, PathOf(name));
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [TestCaseSource(nameof(Names))]
    public Task AWarmTalkAnswersAsAColdOneDoesEvenIfItsReplyWasCut(string name) => MostOf(async seed =>
    {
        int[] first = Words(seed, FirstTurn), second = Words(seed + 1, 20);
        using var model = await LoadAsync(name);
        Reply reply = await model.ReadAsync(Request(first));
        GenerationRequest next = Request([.. first, .. reply.Tokens, .. second]), cut = Request([.. first, .. reply.Tokens[..2], .. second]);

        Reply warm = await model.ReadAsync(next), warmCut = await model.ReadAsync(cut), again = await model.ReadAsync(Request(first));
        Reply[] cold = [await ColdAsync(name, next), await ColdAsync(name, cut), await ColdAsync(name, Request(first))];

        Assert.That(warm.End.Timings.CachedTokens, Is.GreaterThanOrEqualTo(FirstTurn + reply.Tokens.Count));
        Assert.That(warmCut.End.Timings.CachedTokens, Is.GreaterThan(FirstTurn));
        Assert.That(cold.Select(r => r.End.Timings.CachedTokens), Has.All.Zero);
        return Same([warm, warmCut, again], cold);
    });

    [TestCaseSource(nameof(Names))]
    public Task TalksAtOnceAnswerAsEachAloneDoes(string name) => MostOf(async seed =>
    {
        int[] shared = Words(seed, 30);
        GenerationRequest[] requests = [.. Enumerable.Range(1, 5).Select(i => Request(i < 4 ? [.. shared, .. Words(seed + i, 7 * i)] : Words(seed + i, 40 + i)))]; // more than there are places
        using var model = await LoadAsync(name);
        Reply[] together = await Task.WhenAll(requests.Select(r => model.ReadAsync(r)));
        var alone = new List<Reply>();
        foreach (GenerationRequest request in requests)
            alone.Add(await ColdAsync(name, request));
        Assert.That(alone.Select(r => r.Text).Distinct().Count(), Is.GreaterThan(1), "what it says comes from what it read");
        return Same(together, [.. alone]);
    });

    [TestCase("lfm2")]
    [TestCase("qwen35")]
    [TestCase("gemma4")]
    public async Task ATalkThatWasBrokenOffInTheMiddleOfItsPromptIsReadRight(string name)
    {
        int[] words = Words(5, 1500);
        using var model = await LoadAsync(name, contextTokens: 2048);
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelOnReport(cancellation);
        Reply broken = await model.ReadAsync(Request(words) with { Progress = progress }, cancellation.Token);
        Reply after = await model.ReadAsync(Request(words));
        Assert.That(broken.End.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(after.Text, Is.EqualTo((await ColdAsync(name, Request(words), contextTokens: 2048)).Text));
    }

    [TestCaseSource(nameof(Names))]
    public void TheEstimateOfMemoryHolds(string name)
    {
        var options = new DialogueModelOptions { ContextTokens = 2048, MaxConversations = 8, Threads = 1, GpuLayers = 0 };
        using LoadedModel loaded = new BackendLadder(PathOf(name), options).Load();
        Rung rung = loaded.Rungs[^1];
        TestContext.Out.WriteLine($"estimated {rung.Estimate}, taken {rung.Taken}");
        Assert.That(rung.Estimate, Is.InRange(rung.Taken, rung.Taken * 2));
    }

    [TestCase("mamba", "gemma4, ")]
    [TestCase("clip", "language model that it came with")]
    public void AnArchitectureThatIsNotKnownIsRefusedWithARemedy(string architecture, string remedy)
    {
        var tiny = new TinyBuilder(architecture);
        tiny.Head(1, kind: "rwkv").Ends().Writer.Write(_folder["unknown.gguf"]);
        Assert.That(() => GgufFile.Read(_folder["unknown.gguf"], ModelCheck.Model), Throws.TypeOf<OjousamaException>().With.Message.Contains(remedy));
    }

    /// <summary>
    /// Cells are halves, so that a token that two ways of computing round apart may now and then change the choice between two that are nearly equal.
    /// That does not happen in most of some talks; a wrong cell or state changes nearly all.
    /// </summary>
    static async Task MostOf(Func<int, Task<bool>> isSame)
    {
        bool[] same = [await isSame(100), await isSame(200), await isSame(300)];
        Assert.That(same.Count(s => s), Is.GreaterThan(1));
    }

    static bool Same(Reply[] some, Reply[] others) => some.Select(r => r.Text).SequenceEqual(others.Select(r => r.Text));

    async Task<Reply> ColdAsync(string name, GenerationRequest request, int contextTokens = 512)
    {
        using var empty = await LoadAsync(name, contextTokens);
        return await empty.ReadAsync(request);
    }

    string PathOf(string name) => _folder[name.Replace('/', '-') + ".gguf"];

    Task<LlamaDialogueModel> LoadAsync(string name, int contextTokens = 512) => LlamaDialogueModel.LoadAsync(
        PathOf(name), new DialogueModelOptions { ContextTokens = contextTokens, Threads = 1, GpuLayers = 0, MaxConversations = 3, CacheTokens = 3 * contextTokens });

    static int[] Words(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(3, FirstWords - 4))];
    }

    static GenerationRequest Request(int[] prompt) => new([PromptSegment.Sampled("", prompt)]) { MaxTokens = 10, Sampling = s_sampling };

    sealed class CancelOnReport(CancellationTokenSource source) : IProgress<float>
    {
        public void Report(float value) => source.CancelAfter(1);
    }
}
