using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Llama;

namespace Ojousama.Recall
{
    /// <summary>An embedding model of the E5 family on this machine, run by llama.cpp on one CPU thread.</summary>
    /// <remarks>
    /// Thread-safe; texts are embedded one after the other, between the decode steps of replies under way. A short line takes 8 ms.
    /// One thread, because lines are short and a second one would only wait while a reply is generated.
    /// </remarks>
    public sealed class LlamaEmbedder : IEmbedder, IDisposable
    {
        const int MaxTokens = 512; // what E5 was trained with, BOS and EOS included

        readonly LlamaModel _model;
        readonly LlamaContext _context;
        readonly SemaphoreSlim _turn = new SemaphoreSlim(1, 1);
        bool _disposed; // guarded by _turn

        LlamaEmbedder(LlamaModel model, LlamaContext context)
        {
            _model = model;
            _context = context;
            Dimensions = model.EmbeddingSize;
        }

        /// <inheritdoc/>
        public int Dimensions { get; }

        /// <summary>Loads a model off the calling thread.</summary>
        /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is missing, cut or no embedding model.</exception>
        public static Task<LlamaEmbedder> LoadAsync(string path, CancellationToken cancellationToken = default) =>
            Task.Run(() => Load(PackagePaths.FindModel(path), cancellationToken), cancellationToken);

        /// <inheritdoc/>
        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            var vectors = new float[texts.Count][];
            for (int i = 0; i < vectors.Length; i++)
            {
                string text = (kind == TextKind.Query ? "query: " : "passage: ") + texts[i];
                await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(LlamaEmbedder));
                    vectors[i] = await Task.Run(() => Embed(text)).ConfigureAwait(false);
                }
                finally
                {
                    _turn.Release();
                }
            }

            return vectors;
        }

        /// <summary>Waits for the text that is being embedded, then frees the memory. May be called more than once.</summary>
        public void Dispose()
        {
            _turn.Wait();
            try
            {
                if (_disposed)
                    return;
                _disposed = true;
                _context.Dispose();
                _model.Return();
            }
            finally
            {
                _turn.Release();
            }
        }

        static LlamaEmbedder Load(string path, CancellationToken cancellationToken)
        {
            LlamaModel model = LlamaModel.Rent(path, gpuLayers: 0, null, cancellationToken);
            try
            {
                ModelCheck.Embedder(model.Header);
                return new LlamaEmbedder(model, new LlamaContext(model, sequences: 1, cells: MaxTokens, MaxTokens, threads: 1, embeddings: true));
            }
            catch
            {
                model.Return();
                throw;
            }
        }

        float[] Embed(string text)
        {
            // Attention goes both ways, so a text is one batch; what is beyond the model's length is cut off.
            var tokens = new List<int> { _model.Vocabulary.Bos };
            _model.Vocabulary.Tokenize(text, tokens);
            if (tokens.Count > MaxTokens - 1)
                tokens.RemoveRange(MaxTokens - 1, tokens.Count - MaxTokens + 1);
            tokens.Add(_model.Vocabulary.Eos);

            _context.ClearBatch();
            for (int i = 0; i < tokens.Count; i++)
                _context.Add(tokens[i], i, sequence: 0, wantsOutput: true);
            int result = _context.Decode();
            if (result != 0)
                throw new OjousamaException($"llama.cpp could not embed a text (code {result}){LlamaLog.TakeError()}", "Report it with the text");
            float[] vector = _context.Embedding(0).ToArray();
            VectorMath.Normalize(vector);
            return vector;
        }
    }
}
