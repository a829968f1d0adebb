using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>Waits only so long for a reply to begin: a scene must go on, however slow the machine.</summary>
    internal sealed class FirstSentenceTimer : IDisposable
    {
        readonly CancellationTokenSource _time;
        readonly CancellationToken _outer;
        bool _isCut;

        /// <param name="longest">Until something can be shown.</param>
        /// <param name="cancellationToken">Of the turn.</param>
        public FirstSentenceTimer(TimeSpan longest, CancellationToken cancellationToken)
        {
            _outer = cancellationToken;
            _time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _time.CancelAfter(longest);
        }

        /// <summary>Whether it ended before anything could be shown.</summary>
        public bool IsOver => !_isCut && _time.IsCancellationRequested && !_outer.IsCancellationRequested;

        /// <summary>Passes a stream on until the time is over; then the stream just ends.</summary>
        /// <param name="generate">Begins the stream, with a token that ends it.</param>
        /// <exception cref="OperationCanceledException">The turn was cancelled.</exception>
        public async IAsyncEnumerable<GenerationItem> ReadAsync(Func<CancellationToken, IAsyncEnumerable<GenerationItem>> generate)
        {
            await using ConfiguredCancelableAsyncEnumerable<GenerationItem>.Enumerator items =
                generate(_time.Token).ConfigureAwait(true).GetAsyncEnumerator();
            while (true)
            {
                try
                {
                    if (!await items.MoveNextAsync())
                        yield break;
                }
                catch (OperationCanceledException) when (IsOver || (_isCut && !_outer.IsCancellationRequested))
                {
                    yield break;
                }

                yield return items.Current;
            }
        }

        /// <summary>Something is shown: the rest may take its time.</summary>
        public void Stop() => _time.CancelAfter(Timeout.Infinite);

        /// <summary>Nothing more is wanted of the stream but its last item, which tells what the reply cost.</summary>
        public void Cut()
        {
            _isCut |= !IsOver;
            _time.Cancel();
        }

        public void Dispose() => _time.Dispose();
    }
}
