using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Recall.Maps
{
    /// <summary>An embedder whose vectors pass through an <see cref="EmbeddingMap"/>.</summary>
    /// <remarks>Stands before a cache, so that the cache serves every map. Thread-safe; does not dispose the embedder behind it.</remarks>
    internal sealed class MappedEmbedder : IEmbedder
    {
        readonly IEmbedder _inner;
        readonly EmbeddingMap _map;

        public MappedEmbedder(IEmbedder inner, EmbeddingMap map)
        {
            _inner = inner;
            _map = map;
        }

        /// <inheritdoc/>
        public int Dimensions => _map.Dimensions;

        /// <inheritdoc/>
        public string Id => $"{_inner.Id}-{_map.Id}";

        /// <summary>Puts the map that lies beside a model file, under its name with “.map”, before its embedder.</summary>
        /// <param name="inner">Made from the file.</param>
        /// <param name="model">Path of the file.</param>
        /// <returns>The embedder itself if there is no map.</returns>
        /// <exception cref="OjousamaException">The map is damaged, or another embedder's.</exception>
        public static IEmbedder Over(IEmbedder inner, string model)
        {
            string path = EmbeddingMapFile.PathBeside(model);
            return File.Exists(path) ? new MappedEmbedder(inner, EmbeddingMapFile.Read(path, inner)) : inner;
        }

        /// <inheritdoc/>
        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            float[][] vectors = await _inner.EmbedAsync(texts, kind, cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(vectors, vector => _map.Apply(vector, kind));
        }
    }
}
