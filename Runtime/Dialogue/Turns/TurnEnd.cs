using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>Gives every turn a last item: whatever a model, a source of facts, a scorer or the game's own code throws, the scene goes on.</summary>
    internal static class TurnEnd
    {
        /// <param name="turn">Its items.</param>
        /// <param name="failed">The last item after an exception.</param>
        /// <param name="cancellationToken">Once it is cancelled, exceptions pass: nobody waits for an item any more.</param>
        public static async IAsyncEnumerable<DialogueItem> EnsureAsync(
            IAsyncEnumerable<DialogueItem> turn, Func<OjousamaException, DialogueItem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            IAsyncEnumerator<DialogueItem> items = turn.GetAsyncEnumerator();
            DialogueItem? last = null;
            try
            {
                while (last == null)
                {
                    try
                    {
                        if (!await items.MoveNextAsync().ConfigureAwait(true))
                            yield break;
                    }
                    catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                    {
                        last = failed(Problem(e));
                    }

                    yield return last ?? items.Current;
                }
            }
            finally
            {
                await items.DisposeAsync().ConfigureAwait(true);
            }
        }

        static OjousamaException Problem(Exception e) => e as OjousamaException
            ?? new OjousamaException($"The turn failed: {e.Message.TrimEnd('.')}", "Say the line again, and report it with the log", e);
    }
}
