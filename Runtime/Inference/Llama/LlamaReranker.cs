using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama
{
    /// <summary>A cross-encoder on this machine: a BERT that was tuned to pairs, and a linear head over its mean.</summary>
    /// <remarks>Lies beside the embedder, whose tokens it shares. The head is an array in the file's metadata: a weight a value of the mean, then the bias.</remarks>
    internal sealed class LlamaReranker : IReranker, IDisposable
    {
        /// <summary>Key of the head.</summary>
        public const string HeadKey = "ojousama.reranker.head";

        readonly LlamaEncoder _encoder;
        readonly float[] _head;

        LlamaReranker(LlamaEncoder encoder, string id)
        {
            _encoder = encoder;
            _head = HeadOf(encoder.Header, encoder.Dimensions) ?? throw new OjousamaException(
                $"{encoder.Header.Path} is no reranker: its metadata hold no head “{HeadKey}” of {encoder.Dimensions + 1} numbers", "Make it with Editor/EmbedderTuning~, or delete it: she answers without, and worse");
            Id = id;
        }

        /// <inheritdoc/>
        public string Id { get; }

        /// <summary>Where an embedder's reranker lies, if it has one: whoever ships the embedder ships that too.</summary>
        public static string PathBeside(string embedder) => Path.ChangeExtension(embedder, ".reranker.gguf");

        /// <summary>Loads the one beside an embedder, off the calling thread; null if there is none.</summary>
        /// <exception cref="OjousamaException">The file is cut or no reranker.</exception>
        public static async Task<LlamaReranker?> LoadBesideAsync(string embedder, CancellationToken cancellationToken = default)
        {
            string path = PathBeside(embedder);
            return File.Exists(path) ? await LoadAsync(path, cancellationToken).ConfigureAwait(false) : null;
        }

        /// <summary>Loads a model off the calling thread.</summary>
        /// <exception cref="OjousamaException">The file is missing, cut or no reranker.</exception>
        public static Task<LlamaReranker> LoadAsync(string path, CancellationToken cancellationToken = default) =>
            LlamaEncoder.LoadAsync(path, encoder => new LlamaReranker(encoder, LlamaEmbedder.IdOf(path)), cancellationToken);

        /// <inheritdoc/>
        public async Task<float[]> ScoreAsync(string line, IReadOnlyList<string> texts, CancellationToken cancellationToken)
        {
            float[][] means = await _encoder.EncodeAsync(texts.Count, i => E5Format.Pair(_encoder.Vocabulary, line, texts[i]), cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(means, mean => VectorMath.Dot(mean, _head.AsSpan(0, mean.Length)) + _head[mean.Length]);
        }

        /// <summary>Waits for the batch that is being read, then frees the memory. May be called more than once.</summary>
        public void Dispose() => _encoder.Dispose();

        /// <summary>The head that a file brings; null if it is no reranker.</summary>
        /// <param name="file">A BERT's.</param>
        /// <param name="dimensions">Values of its mean.</param>
        public static float[]? HeadOf(GgufFile file, int dimensions)
        {
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            float[] head = MemoryMarshal.Cast<byte, float>(file.Numbers(HeadKey, stream)).ToArray();
            return head.Length == dimensions + 1 && Array.TrueForAll(head, float.IsFinite) ? head : null;
        }
    }
}
