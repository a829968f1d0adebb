using System;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference.Llama
{
    /// <summary>Reads texts batch after batch off the calling thread, one at a time, for an engine whose context may be used by one thread only.</summary>
    internal sealed class EncoderBatches : IDisposable
    {
        readonly SemaphoreSlim _turn = new SemaphoreSlim(1, 1);
        readonly Action _free;
        bool _isDisposed; // guarded by _turn

        /// <param name="free">Called once, when no batch is under way and none will come.</param>
        public EncoderBatches(Action free) => _free = free;

        /// <summary>Runs batches until so many texts are done. Others may have a batch between two of these.</summary>
        /// <param name="count">Texts.</param>
        /// <param name="run">Takes the index of the first text of a batch, and returns that after its last.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        public async Task RunAsync(int count, Func<int, int> run, CancellationToken cancellationToken)
        {
            for (int done = 0; done < count;)
            {
                await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    if (_isDisposed)
                        throw new ObjectDisposedException(nameof(EncoderBatches));
                    int first = done;
                    done = await Task.Run(() => run(first)).ConfigureAwait(false);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }

        /// <summary>Waits for the batch that is being read, then frees. May be called more than once.</summary>
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
