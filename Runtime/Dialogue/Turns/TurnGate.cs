using System;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>Lets one turn of a conversation run at a time: a new one cancels the running one or waits for it.</summary>
    internal sealed class TurnGate
    {
        readonly SemaphoreSlim? _queue;
        Stay? _current;

        public TurnGate(WhenBusy whenBusy) => _queue = whenBusy == WhenBusy.Queue ? new SemaphoreSlim(1, 1) : null;

        /// <summary>Whether a turn runs.</summary>
        public bool IsBusy => _current?.IsOver == false;

        /// <summary>Waits for the turns before it (<see cref="WhenBusy.Queue"/>) or cancels the running one at once.</summary>
        /// <remarks>
        /// A cancelled turn is not waited for: its consumer may be the very code that starts the new one.
        /// It cannot touch the history any more, since it checks its token before it does.
        /// </remarks>
        public async Task<Stay> EnterAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_queue != null)
                await _queue.WaitAsync(cancellationToken).ConfigureAwait(true);
            var stay = new Stay(_queue, cancellationToken);
            Interlocked.Exchange(ref _current, stay)?.Cancel();
            return stay;
        }

        /// <summary>One turn's time inside the gate; disposing it lets the next one in; twice counts once.</summary>
        internal sealed class Stay : IDisposable
        {
            readonly SemaphoreSlim? _queue;
            readonly CancellationTokenSource _cancellation;

            public Stay(SemaphoreSlim? queue, CancellationToken outer)
            {
                _queue = queue;
                _cancellation = CancellationTokenSource.CreateLinkedTokenSource(outer);
                Token = _cancellation.Token;
            }

            /// <summary>Cancelled by the caller's token or by the next turn.</summary>
            public CancellationToken Token { get; }

            public bool IsOver { get; private set; }

            public void Cancel()
            {
                try
                {
                    _cancellation.Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // The turn has ended by itself: nothing is left to cancel.
                }
            }

            public void Dispose()
            {
                if (IsOver)
                    return;
                IsOver = true;
                _cancellation.Dispose();
                _queue?.Release();
            }
        }
    }
}
