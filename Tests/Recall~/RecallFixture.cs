using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Tests.Inference;

namespace Ojousama.Tests.Recall;

/// <summary>One embedder for all tests of recall: what one embeds, the next finds.</summary>
[SetUpFixture]
internal sealed class RecallFixture
{
    public static EmbeddingCache Embedder { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Load() => Embedder = new EmbeddingCache(await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder));

    [OneTimeTearDown]
    public void Free() => Embedder.Dispose();
}
