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
    /// <summary>An embedder that embeds nothing twice: not in the next run of the game if it has a file, and not in the first if the game brings vectors.</summary>
    /// <remarks>
    /// Files hold vectors beside hashes of their texts, so a changed fact alone is embedded anew, and a damaged file costs time and
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
        readonly Dictionary<TextKey, float[]> _brought = new Dictionary<TextKey, float[]>(); // not changed after construction
        bool _isSaved;

        /// <param name="inner">Owned from here on.</param>
        /// <param name="file">Read now if it is there, written by <see cref="Save"/>; null to keep vectors in memory only.</param>
        /// <param name="capacity">Vectors to keep; the one used longest ago goes first.</param>
        /// <param name="brought">A file of vectors that came with the game (“embedder bake”), of which none is forgotten or written; null for none.</param>
        public EmbeddingCache(IEmbedder inner, string? file = null, int capacity = Capacity, string? brought = null)
        {
            _inner = inner;
            _file = file;
            _capacity = capacity;
            foreach (var (key, vector) in Read(brought))
                _brought[key] = vector;
            foreach (var (key, vector) in Read(file))
                Keep(key, vector);
            _isSaved = true;
        }

        /// <summary>Where the vectors lie that a game brings for an embedding model.</summary>
        internal static string PathBeside(string model) => Path.ChangeExtension(model, ".embeddings");

        /// <inheritdoc/>
        public int Dimensions => _inner.Dimensions;

        /// <inheritdoc/>
        public string Id => _inner.Id;

        /// <summary>Why a file was not used or not written, for a log; null if all is well.</summary>
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
                    vectors[i] = (_brought.TryGetValue(keys[i], out float[]? vector) ? vector : Find(keys[i]))!;
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
                    SaveTo(_file!);
                    _isSaved = true;
                }
                catch (OjousamaException e)
                {
                    Problem = e.Message;
                }
            }
        }

        /// <summary>Writes a file of all that was embedded and is still kept, without what the game brought.</summary>
        /// <returns>Vectors written.</returns>
        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        internal int SaveTo(string file)
        {
            lock (_lock)
            {
                AtomicFile.Write(file, EmbeddingFile.Write(_byUse, Id, Dimensions));
                return _byUse.Count;
            }
        }

        /// <summary>Disposes the embedder behind it, if that wants it.</summary>
        public void Dispose() => (_inner as IDisposable)?.Dispose();

        /// <summary>What a file holds; nothing, and a <see cref="Problem"/>, if it is damaged or another embedder's.</summary>
        IEnumerable<(TextKey Key, float[] Vector)> Read(string? file)
        {
            if (file == null || !File.Exists(file))
                return Array.Empty<(TextKey, float[])>();
            try
            {
                return EmbeddingFile.Read(File.ReadAllBytes(file), Id, Dimensions);
            }
            catch (Exception e) when (e is InvalidDataException || e is IOException || e is UnauthorizedAccessException)
            {
                Problem = $"The embeddings in {file} are made anew: {e.Message}";
                return Array.Empty<(TextKey, float[])>();
            }
        }

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
