using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Storage;

namespace Ojousama.Inference.Llama
{
    /// <summary>An embedding model of the E5 family on this machine, run by llama.cpp on the CPU.</summary>
    /// <remarks>
    /// Thread-safe; batches are embedded one after the other, between the decode steps of replies under way. A short line takes 7 ms
    /// on two cores.
    /// </remarks>
    public sealed class LlamaEmbedder : IEmbedder, IDisposable
    {
        readonly LlamaEncoder _encoder;

        LlamaEmbedder(LlamaEncoder encoder, string id)
        {
            _encoder = encoder;
            Id = id;
        }

        /// <inheritdoc/>
        public int Dimensions => _encoder.Dimensions;

        /// <inheritdoc/>
        public string Id { get; }

        /// <summary>Loads a model off the calling thread.</summary>
        /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is missing, cut or no embedding model.</exception>
        public static Task<LlamaEmbedder> LoadAsync(string path, CancellationToken cancellationToken = default) =>
            LoadFileAsync(PackagePaths.FindModel(path), cancellationToken);

        /// <inheritdoc/>
        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            float[][] vectors = await _encoder.EncodeAsync(texts.Count, i => E5Format.Tokens(_encoder.Vocabulary, E5Format.Mark(texts[i], kind)), cancellationToken).ConfigureAwait(false);
            foreach (float[] vector in vectors)
                VectorMath.Normalize(vector);
            return vectors;
        }

        /// <summary>Waits for the batch that is being embedded, then frees the memory. May be called more than once.</summary>
        public void Dispose() => _encoder.Dispose();

        static Task<LlamaEmbedder> LoadFileAsync(string path, CancellationToken cancellationToken) =>
            LlamaEncoder.LoadAsync(path, encoder => new LlamaEmbedder(encoder, IdOf(path)), cancellationToken);

        /// <summary>Length of the file and a checksum of its end, where weights are: these differ between any two models, and reading all takes long.</summary>
        internal static string IdOf(string path)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var end = new byte[Math.Min(file.Length, 1 << 16)];
            file.Seek(-end.Length, SeekOrigin.End);
            int read = file.Read(end, 0, end.Length);
            return $"{Path.GetFileNameWithoutExtension(path)}-{file.Length:x}-{Crc32.Of(new ReadOnlySpan<byte>(end, 0, read)):x8}";
        }
    }
}
