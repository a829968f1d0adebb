using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama
{
    /// <summary>A cross-encoder on this machine: a BERT that was tuned to pairs, and a linear head over its mean for each kind of pair.</summary>
    /// <remarks>Lies beside the embedder, whose tokens it shares. The heads are arrays in the file's metadata: a weight a value of the mean, then the bias.</remarks>
    internal sealed class LlamaReranker : IReranker, IDisposable
    {
        /// <summary>Keys of the heads.</summary>
        public const string FactHead = "ojousama.reranker.fact", ReplyHead = "ojousama.reranker.reply";

        readonly LlamaEncoder _encoder;
        readonly float[] _fact, _reply;

        LlamaReranker(LlamaEncoder encoder, string id)
        {
            _encoder = encoder;
            _fact = Head(FactHead);
            _reply = Head(ReplyHead);
            Id = id;
        }

        /// <inheritdoc/>
        public string Id { get; }

        /// <summary>Where an embedder's reranker lies, if it has one: whoever ships the embedder ships that too.</summary>
        public static string PathBeside(string embedder) => Path.ChangeExtension(embedder, ".reranker.gguf");

        /// <summary>Loads a model off the calling thread.</summary>
        /// <exception cref="OjousamaException">The file is missing, cut or no reranker.</exception>
        public static Task<LlamaReranker> LoadAsync(string path, CancellationToken cancellationToken = default) => Task.Run(
            () =>
            {
                using NativeWork.Piece work = NativeWork.Begin();
                LlamaEncoder encoder = LlamaEncoder.Load(path, cancellationToken);
                try
                {
                    return new LlamaReranker(encoder, LlamaEmbedder.IdOf(path));
                }
                catch
                {
                    encoder.Dispose();
                    throw;
                }
            },
            cancellationToken);

        /// <inheritdoc/>
        public async Task<float[]> ScoreAsync(string line, IReadOnlyList<string> texts, PairKind kind, CancellationToken cancellationToken)
        {
            float[][] means = await _encoder.EncodeAsync(texts.Count, i => E5Format.Pair(_encoder.Vocabulary, line, kind == PairKind.Reply ? $"「{texts[i]}」" : texts[i]), cancellationToken).ConfigureAwait(false);
            float[] head = kind == PairKind.Reply ? _reply : _fact;
            return Array.ConvertAll(means, mean => VectorMath.Dot(mean, head.AsSpan(0, mean.Length)) + head[mean.Length]);
        }

        /// <summary>Waits for the batch that is being read, then frees the memory. May be called more than once.</summary>
        public void Dispose() => _encoder.Dispose();

        float[] Head(string key)
        {
            using var stream = new FileStream(_encoder.Header.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            float[] head = MemoryMarshal.Cast<byte, float>(_encoder.Header.Numbers(key, stream)).ToArray();
            return head.Length == _encoder.Dimensions + 1 && Array.TrueForAll(head, float.IsFinite)
                ? head
                : throw new OjousamaException($"{_encoder.Header.Path} is no reranker: its metadata hold no head “{key}” of {_encoder.Dimensions + 1} numbers", "Make it with Editor/EmbedderTuning~, or delete it: she answers without, and worse");
        }
    }
}
