using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference.Llama
{
    /// <summary>Embeds texts batch after batch off the calling thread, one at a time, for an engine whose context may be used by one thread only.</summary>
    internal sealed class EmbeddingBatches : IDisposable
    {
        readonly SemaphoreSlim _turn = new SemaphoreSlim(1, 1);
        readonly Batch _embed;
        readonly Action _free;
        bool _isDisposed; // guarded by _turn

        /// <param name="embed">Embeds one batch.</param>
        /// <param name="free">Called once, when no batch is under way and none will come.</param>
        public EmbeddingBatches(Batch embed, Action free)
        {
            _embed = embed;
            _free = free;
        }

        /// <summary>Embeds texts from one on, as many as a batch takes.</summary>
        /// <returns>The index after the last text that was embedded.</returns>
        public delegate int Batch(IReadOnlyList<string> texts, int first, TextKind kind, float[][] vectors);

        /// <inheritdoc cref="IEmbedder.EmbedAsync"/>
        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken)
        {
            var vectors = new float[texts.Count][];
            for (int done = 0; done < texts.Count;)
            {
                await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    if (_isDisposed)
                        throw new ObjectDisposedException(nameof(IEmbedder));
                    int first = done;
                    done = await Task.Run(() => _embed(texts, first, kind, vectors)).ConfigureAwait(false);
                }
                finally
                {
                    _turn.Release();
                }
            }

            return vectors;
        }

        /// <summary>Waits for the batch that is being embedded, then frees. May be called more than once.</summary>
        public void Dispose()
        {
            _turn.Wait();
            try
            {
                if (_isDisposed)
                    return;
                _isDisposed = true;
                _free();
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
