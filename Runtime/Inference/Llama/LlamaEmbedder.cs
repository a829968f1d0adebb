using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Scheduling;
using Ojousama.Inference.Llama.Validation;
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
        const int Threads = 2; // at most: lines are short: more would mostly wait for each other
        const int MaxTexts = 32; // of a batch
        const int BatchTokens = 128; // a batch takes no further text beyond this: a reply under way waits some 60 ms for it

        readonly LlamaModel _model;
        readonly LlamaContext _context;
        readonly AdaptiveDecoder _decoder;
        readonly EmbeddingBatches _batches;

        LlamaEmbedder(LlamaModel model, LlamaContext context, string id)
        {
            _model = model;
            _context = context;
            _decoder = new AdaptiveDecoder(context, adapts: true, log: null);
            _batches = new EmbeddingBatches(EmbedBatch, Free);
            Id = id;
            Dimensions = model.EmbeddingSize;
        }

        /// <inheritdoc/>
        public int Dimensions { get; }

        /// <inheritdoc/>
        public string Id { get; }

        /// <summary>Loads a model off the calling thread.</summary>
        /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is missing, cut or no embedding model.</exception>
        public static Task<LlamaEmbedder> LoadAsync(string path, CancellationToken cancellationToken = default) =>
            Task.Run(() => Load(PackagePaths.FindModel(path), cancellationToken), cancellationToken);

        /// <inheritdoc/>
        public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default) =>
            _batches.EmbedAsync(texts, kind, cancellationToken);

        /// <summary>Waits for the batch that is being embedded, then frees the memory. May be called more than once.</summary>
        public void Dispose() => _batches.Dispose();

        static LlamaEmbedder Load(string path, CancellationToken cancellationToken)
        {
            using NativeWork.Piece work = NativeWork.Begin();
            LlamaModel model = LlamaModel.Rent(path, LayerPlacement.Cpu, null, cancellationToken);
            try
            {
                ModelCheck.Embedder(model.Header, E5Format.MaxTokens);
                return new LlamaEmbedder(model, new LlamaContext(model, MaxTexts, cells: E5Format.MaxTokens, E5Format.MaxTokens, CpuTopology.Threads(Threads), embeddings: true), IdOf(path));
            }
            catch
            {
                model.Return();
                throw;
            }
        }

        /// <summary>Length of the file and a checksum of its end, where weights are: these differ between any two models, and reading all takes long.</summary>
        internal static string IdOf(string path)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var end = new byte[Math.Min(file.Length, 1 << 16)];
            file.Seek(-end.Length, SeekOrigin.End);
            int read = file.Read(end, 0, end.Length);
            return $"{Path.GetFileNameWithoutExtension(path)}-{file.Length:x}-{Crc32.Of(new ReadOnlySpan<byte>(end, 0, read)):x8}";
        }

        /// <summary>Embeds texts from one on, as many as a batch takes, each as a sequence of its own.</summary>
        /// <returns>The index after the last text that was embedded.</returns>
        int EmbedBatch(IReadOnlyList<string> texts, int first, TextKind kind, float[][] vectors)
        {
            using NativeWork.Piece work = NativeWork.Begin();
            _context.ClearBatch();
            int next = first;
            while (next < texts.Count && next - first < MaxTexts)
            {
                List<int> tokens = Tokens(texts[next], kind);
                if (next > first && _context.BatchCount + tokens.Count > BatchTokens)
                    break;
                for (int i = 0; i < tokens.Count; i++)
                    _context.Add(tokens[i], i, next - first, wantsOutput: true);
                next++;
            }

            int result = _decoder.Decode();
            if (result != 0)
                throw new OjousamaException($"llama.cpp could not embed a text (code {result}){LlamaLog.TakeError()}", "Report it with the text");
            for (int i = first; i < next; i++)
            {
                vectors[i] = _context.Embedding(i - first).ToArray();
                VectorMath.Normalize(vectors[i]);
            }

            return next;
        }

        List<int> Tokens(string text, TextKind kind)
        {
            var tokens = new List<int> { _model.Vocabulary.Bos };
            _model.Vocabulary.Tokenize(E5Format.Mark(text, kind), tokens);
            E5Format.End(tokens, _model.Vocabulary.Eos);
            return tokens;
        }

        void Free()
        {
            _context.Dispose();
            _model.Return();
        }
    }
}
