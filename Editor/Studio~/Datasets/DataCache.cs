using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Studio.Datasets;

/// <summary>Vectors of the data's lines and replies, kept between commands: each text is embedded once, whatever is made of it.</summary>
static class DataCache
{
    const int Texts = 100_000; // 150 MB

    /// <param name="embedder">Owned by the cache from here on.</param>
    public static EmbeddingCache Over(IEmbedder embedder) => new(embedder, Path.Combine(PackagePaths.CacheFolder, embedder.Id + ".data.embeddings"), Texts);
}
