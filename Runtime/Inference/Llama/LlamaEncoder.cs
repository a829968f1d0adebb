using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Scheduling;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Inference.Llama
{
    /// <summary>A BERT that reads whole texts, run by llama.cpp on the CPU: token ids in, the mean over their last states out.</summary>
    /// <remarks>Thread-safe; batches are read one after the other, between the decode steps of replies under way.</remarks>
    internal sealed class LlamaEncoder : IDisposable
    {
        const int Threads = 2; // at most: lines are short: more would mostly wait for each other
        const int MaxTexts = 32; // of a batch
        const int BatchTokens = 128; // a batch takes no further text beyond this: a reply under way waits some 60 ms for it

        readonly LlamaModel _model;
        readonly LlamaContext _context;
        readonly AdaptiveDecoder _decoder;
        readonly EncoderBatches _batches;

        LlamaEncoder(LlamaModel model, LlamaContext context)
        {
            _model = model;
            _context = context;
            _decoder = new AdaptiveDecoder(context, adapts: true, log: null);
            _batches = new EncoderBatches(Free);
        }

        /// <summary>Values of a vector.</summary>
        public int Dimensions => _model.EmbeddingSize;

        public Vocabulary Vocabulary => _model.Vocabulary;

        /// <summary>What the file tells of itself.</summary>
        public GgufFile Header => _model.Header;

        /// <summary>Loads one off the calling thread, and what lies upon it.</summary>
        /// <param name="path">Its file.</param>
        /// <param name="make">Makes what owns it; if that throws, it is freed.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is missing, cut or unfit.</exception>
        public static Task<T> LoadAsync<T>(string path, Func<LlamaEncoder, T> make, CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                using NativeWork.Piece work = NativeWork.Begin();
                LlamaEncoder encoder = Load(path, cancellationToken);
                try
                {
                    return make(encoder);
                }
                catch
                {
                    encoder.Dispose();
                    throw;
                }
            },
            cancellationToken);

        /// <param name="count">Texts.</param>
        /// <param name="tokens">Of a text, at most <see cref="E5Format.MaxTokens"/>. Called on another thread.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        /// <returns>A vector a text.</returns>
        public async Task<float[][]> EncodeAsync(int count, Func<int, List<int>> tokens, CancellationToken cancellationToken)
        {
            var vectors = new float[count][];
            await _batches.RunAsync(count, first => EncodeBatch(tokens, first, vectors), cancellationToken).ConfigureAwait(false);
            return vectors;
        }

        /// <summary>Waits for the batch that is being read, then frees the memory. May be called more than once.</summary>
        public void Dispose() => _batches.Dispose();

        static LlamaEncoder Load(string path, CancellationToken cancellationToken)
        {
            LlamaModel model = LlamaModel.Rent(path, LayerPlacement.Cpu, null, cancellationToken);
            try
            {
                ModelCheck.Embedder(model.Header, E5Format.MaxTokens);
                return new LlamaEncoder(model, new LlamaContext(model, MaxTexts, cells: E5Format.MaxTokens, E5Format.MaxTokens, CpuTopology.Threads(Threads), embeddings: true));
            }
            catch
            {
                model.Return();
                throw;
            }
        }

        /// <summary>Reads texts from one on, as many as a batch takes, each as a sequence of its own.</summary>
        /// <returns>The index after the last text that was read.</returns>
        int EncodeBatch(Func<int, List<int>> tokensOf, int first, float[][] vectors)
        {
            using NativeWork.Piece work = NativeWork.Begin();
            _context.ClearBatch();
            int next = first;
            while (next < vectors.Length && next - first < MaxTexts)
            {
                List<int> tokens = tokensOf(next);
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
                vectors[i] = _context.Embedding(i - first).ToArray();
            return next;
        }

        void Free()
        {
            _context.Dispose();
            _model.Return();
        }
    }
}
