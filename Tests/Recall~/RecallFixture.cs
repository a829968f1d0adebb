using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Tests.Inference;

namespace Ojousama.Tests.Recall;

/// <summary>One embedder for all tests of recall: what one embeds, the next finds.</summary>
[SetUpFixture]
internal sealed class RecallFixture
{
    static EmbeddingCache s_cache = null!;

    /// <summary>As in play, with its map.</summary>
    public static IEmbedder Embedder { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        s_cache = new EmbeddingCache(await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder));
        Embedder = MappedEmbedder.Over(s_cache, PackagePaths.FindModel(LlamaFixture.Embedder));
    }

    [OneTimeTearDown]
    public void Free() => s_cache.Dispose();
}
