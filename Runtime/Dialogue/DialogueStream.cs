using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Dialogue
{
    /// <summary>For callers that want the answer rather than its items.</summary>
    public static class DialogueStream
    {
        /// <summary>Says the line of a stream, and waits for the answer.</summary>
        /// <param name="items">One turn, e.g. from <see cref="Conversation.SayAsync"/>.</param>
        /// <param name="onText">
        /// Told the reply as far as it has come, without tags: <c>text => label.text = text</c>. A fallback line takes the place of what came before it.
        /// What it throws ends the turn.
        /// </param>
        /// <param name="cancellationToken">Ends the turn with an <see cref="OperationCanceledException"/>.</param>
        /// <returns>The turn; one that failed holds the fallback line (<see cref="Turn.IsFallback"/>).</returns>
        public static async Task<Turn> ToTurnAsync(
            this IAsyncEnumerable<DialogueItem> items, Action<string>? onText = null, CancellationToken cancellationToken = default)
        {
            var text = new ReplyText();
            Turn? turn = null;
            await foreach (DialogueItem item in items.WithCancellation(cancellationToken).ConfigureAwait(true))
            {
                if (text.Read(item))
                    onText?.Invoke(text.Plain);
                turn = (item as TurnFinished)?.Turn ?? (item as TurnFailed)?.Turn ?? turn;
            }

            return turn ?? throw new InvalidOperationException("The stream of the turn ended without its last item.");
        }
    }
}
