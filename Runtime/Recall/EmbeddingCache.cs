using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;
using Ojousama.Saving;
using Ojousama.Storage;

namespace Ojousama.Recall
{
    /// <summary>An embedder that embeds nothing twice, not even in the next run of the game if it has a file.</summary>
    /// <remarks>
    /// The file holds vectors beside hashes of their texts, so a changed fact alone is embedded anew, and a damaged file costs time and
    /// nothing else. Thread-safe. Disposes the embedder behind it.
    /// </remarks>
    public sealed class EmbeddingCache : IEmbedder, IDisposable
    {
        /// <summary>Vectors kept if nothing else is said.</summary>
        /// <value>16,384, at most 25 MB: 3,000 facts with four question forms each. A world that does not fit is embedded anew at each start.</value>
        public const int Capacity = 16384;

        readonly object _lock = new object();
        readonly IEmbedder _inner;
        readonly string? _file;
        readonly int _capacity;
        readonly Dictionary<TextKey, LinkedListNode<(TextKey Key, float[] Vector)>> _nodes =
            new Dictionary<TextKey, LinkedListNode<(TextKey, float[])>>();

        readonly LinkedList<(TextKey Key, float[] Vector)> _byUse = new LinkedList<(TextKey, float[])>(); // the last used first
        bool _isSaved;

        /// <param name="inner">Owned from here on.</param>
        /// <param name="file">Read now if it is there, written by <see cref="Save"/>; null to keep vectors in memory only.</param>
        /// <param name="capacity">Vectors to keep; the one used longest ago goes first.</param>
        public EmbeddingCache(IEmbedder inner, string? file = null, int capacity = Capacity)
        {
            _inner = inner;
            _file = file;
            _capacity = capacity;
            _isSaved = file == null;
            if (file == null || !File.Exists(file))
                return;
            try
            {
                foreach (var (key, vector) in EmbeddingFile.Read(File.ReadAllBytes(file), inner.Id, inner.Dimensions))
                    Keep(key, vector);
                _isSaved = true;
            }
            catch (Exception e) when (e is InvalidDataException || e is IOException || e is UnauthorizedAccessException)
            {
                Problem = $"The embeddings in {file} are made anew: {e.Message}";
            }
        }

        /// <inheritdoc/>
        public int Dimensions => _inner.Dimensions;

        /// <inheritdoc/>
        public string Id => _inner.Id;

        /// <summary>Why the file was not used or not written, for a log; null if all is well.</summary>
        public string? Problem { get; private set; }

        /// <inheritdoc/>
        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            var vectors = new float[texts.Count][];
            var keys = new TextKey[texts.Count];
            var missing = new List<string>();
            for (int i = 0; i < texts.Count; i++)
            {
                keys[i] = TextKey.Of(texts[i], kind);
                lock (_lock)
                    vectors[i] = Find(keys[i])!;
                if (vectors[i] == null)
                    missing.Add(texts[i]);
            }

            if (missing.Count == 0)
                return vectors;
            float[][] made = await _inner.EmbedAsync(missing, kind, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                int next = 0;
                for (int i = 0; i < vectors.Length; i++)
                {
                    if (vectors[i] != null)
                        continue;
                    vectors[i] = made[next++];
                    Keep(keys[i], vectors[i]);
                }
            }

            return vectors;
        }

        /// <summary>Writes the file if there is anything new. If it cannot be written, <see cref="Problem"/> says why and the game goes on.</summary>
        public void Save()
        {
            lock (_lock)
            {
                if (_isSaved)
                    return;
                try
                {
                    AtomicFile.Write(_file!, EmbeddingFile.Write(_byUse, Id, Dimensions));
                    _isSaved = true;
                }
                catch (OjousamaException e)
                {
                    Problem = e.Message;
                }
            }
        }

        /// <summary>Disposes the embedder behind it, if that wants it.</summary>
        public void Dispose() => (_inner as IDisposable)?.Dispose();

        /// <summary>The vector is shared: nobody may change it.</summary>
        float[]? Find(TextKey key)
        {
            if (!_nodes.TryGetValue(key, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Vector;
        }

        void Keep(TextKey key, float[] vector)
        {
            if (Find(key) != null)
                return;
            _nodes[key] = _byUse.AddFirst((key, vector));
            _isSaved = _file == null;
            if (_nodes.Count <= _capacity)
                return;
            _nodes.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }
    }
}
