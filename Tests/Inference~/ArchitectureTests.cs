using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Inference.Llama.Sampling;
using Ojousama.Inference.Llama.Validation;
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

    /// <summary>In 22 layers of random weights the last bit of a sum that another talk in the batch rounds otherwise grows into another word.</summary>
    public static IEnumerable<string> ShallowNames => Names.Where(name => name != "gemma3n/shared");

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
    public Task AWarmTalkAnswersAsAColdOneDoesEvenIfItsReplyWasCut(string name) => AreAlike(async seed =>
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
        return ([warm, warmCut, again], cold);
    });

    [TestCaseSource(nameof(ShallowNames))]
    public Task TalksAtOnceAnswerAsEachAloneDoes(string name) => AreAlike(async seed =>
    {
        int[] shared = Words(seed, 30);
        GenerationRequest[] requests = [.. Enumerable.Range(1, 5).Select(i => Request(i < 4 ? [.. shared, .. Words(seed + i, 7 * i)] : Words(seed + i, 40 + i)))]; // more than there are places
        using var model = await LoadAsync(name);
        Reply[] together = await Task.WhenAll(requests.Select(r => model.ReadAsync(r)));
        var alone = new List<Reply>();
        foreach (GenerationRequest request in requests)
            alone.Add(await ColdAsync(name, request));
        Assert.That(alone.Select(r => r.Text).Distinct().Count(), Is.GreaterThan(1), "what it says comes from what it read");
        return (together, alone);
    });

    /// <summary>llama.cpp gives cells that a window has left to other talks, however many are free: who begins with them must read them anew.</summary>
    [TestCase("gemma2")]
    [TestCase("gemma3")]
    [TestCase("gemma3n")]
    [TestCase("gemma4")]
    [TestCase("lfm2")]
    public Task TalksThatBeginAsALongOneDidAnswerAsEachAloneDoes(string name) => AreAlike(async seed =>
    {
        int[] shared = Words(seed, 8);
        var talk = new List<int>(shared);
        using var model = await LoadAsync(name);
        List<Reply> some = [], alone = [];
        for (int i = 1; i < 12; i++)
        {
            talk.AddRange(Words(seed + i, 12));
            some.Add(await AskAsync([.. talk]));
            talk.AddRange(some[^1].Tokens);
            some.Add(await AskAsync([.. shared, .. Words(seed - i, 50)]));
        }

        return (some, alone);

        async Task<Reply> AskAsync(int[] prompt)
        {
            alone.Add(await ColdAsync(name, Request(prompt)));
            return await model.ReadAsync(Request(prompt));
        }
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
        using LoadedModel loaded = new DevicePlacement(PathOf(name), options).Load();
        PlacementAttempt attempt = loaded.Attempts[^1];
        TestContext.Out.WriteLine($"estimated {attempt.Estimate}, taken {attempt.Taken}");
        Assert.That(attempt.Estimate, Is.InRange(attempt.Taken, attempt.Taken * 2));
    }

    [TestCase("gemma4")]
    [TestCase("qwen35")]
    [TestCase("lfm2")]
    [TestCase("mistral3")]
    public async Task ATextWithoutEndIsRead(string name)
    {
        using var model = await LoadAsync(name);
        foreach (string text in new[] { "あ", "a", " ", "  a", "1", "。", "あ\u3099", "\n" })
        {
            string endless = string.Concat(Enumerable.Repeat(text, 200_000));
            Assert.That(model.CountTokens([PromptSegment.Literal(endless)]), Is.GreaterThan(200_000 / 16));
        }
    }

    [Test]
    public void WordsBetweenSpacesAreRefused()
    {
        new TinyBuilder("llama").Head(1, kind: "gpt2", splitter: "whitespace").Ends().Writer.Write(_folder["words.gguf"]);
        Assert.That(() => GgufFile.Read(_folder["words.gguf"], ModelCheck.Model), Throws.TypeOf<OjousamaException>().With.Message.Contains("no two in a row"));
    }

    [Test]
    public void TheHeaderOfALoadedModelIsNotReadAgain()
    {
        using LoadedModel loaded = new DevicePlacement(PathOf("llama"), new DialogueModelOptions { ContextTokens = 64, Threads = 1 }).Load();
        Assert.That(LlamaModel.ReadHeader(PathOf("llama")), Is.SameAs(loaded.Model.Header));
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
    /// Cells are halves, so that a token that two ways of computing round apart may now and then change the choice between two that are nearly equal:
    /// in one reply of some dozens. A wrong cell or state changes far more.
    /// </summary>
    static async Task AreAlike(Func<int, Task<(IReadOnlyList<Reply>, IReadOnlyList<Reply>)>> talk)
    {
        int all = 0, different = 0;
        for (int seed = 100; seed <= 300; seed += 100)
        {
            var (some, others) = await talk(seed);
            all += some.Count;
            different += some.Zip(others).Count(pair => pair.First.Text != pair.Second.Text);
        }

        Assert.That(different, Is.LessThanOrEqualTo(Math.Max(1, all / 20)), $"of {all}");
    }

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
