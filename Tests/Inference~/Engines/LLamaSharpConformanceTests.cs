using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.LLamaSharp;

namespace Ojousama.Tests.Inference;

/// <summary>In one process with the tests of the package's own engine, whose llama.cpp is of another release.</summary>
[TestFixture]
public sealed class LLamaSharpConformanceTests : DialogueModelConformance
{
    protected override async Task<IDialogueModel> LoadAsync(int conversations) => await LLamaSharpDialogueModel.LoadAsync(
        LlamaFixture.Model, new DialogueModelOptions { ContextTokens = 512, MaxConversations = conversations, Threads = 2, GpuLayers = 0 });

    [Test]
    public async Task BothEnginesCountTheSameTokens()
    {
        using LLamaSharpDialogueModel theirs = (LLamaSharpDialogueModel)await LoadAsync(1);
        using LlamaDialogueModel ours = await LlamaFixture.LoadAsync(conversations: 1);
        foreach (string line in new[] { "お名前は？", "<end_of_turn>って何？\n改行", "👩‍👩‍👧とＡＢＣ", new string('あ', 5000) })
            Assert.That(theirs.CountTokens(LlamaFixture.Prompt(line)), Is.EqualTo(ours.CountTokens(LlamaFixture.Prompt(line))), line[..4]);
    }
}

[TestFixture]
public sealed class LLamaSharpEmbedderConformanceTests : EmbedderConformance
{
    protected override async Task<IEmbedder> LoadAsync(string file) => await LLamaSharpEmbedder.LoadAsync(file);

    [Test]
    public async Task BothEnginesAgreeOnIdAndVectors()
    {
        using LLamaSharpEmbedder theirs = await LLamaSharpEmbedder.LoadAsync(LlamaFixture.Embedder);
        using LlamaEmbedder ours = await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder);
        string[] texts = ["お名前は？", "趣味は紅茶を淹れること。", "１２３ＡＢＣ"];
        float[][] a = await theirs.EmbedAsync(texts, TextKind.Query), b = await ours.EmbedAsync(texts, TextKind.Query);
        Assert.That(texts.Select((_, i) => VectorMath.Dot(a[i], b[i])), Is.All.GreaterThan(0.999f));
        Assert.That(theirs.Id, Is.EqualTo(ours.Id)); // so that line files and caches serve both
    }
}
