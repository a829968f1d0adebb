using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>The lines that may be said next in a conversation, answered while the player still chooses.</summary>
    /// <remarks>Used from the conversation's own thread; the replies are gathered on the pool.</remarks>
    internal sealed class SpeculativeReplies
    {
        readonly int _replyTokens, _tokenBudget;
        readonly List<SpeculativeReply> _lines = new List<SpeculativeReply>();

        /// <param name="replyTokens">Most tokens of one reply.</param>
        /// <param name="tokenBudget">Most tokens of all replies of one call.</param>
        public SpeculativeReplies(int replyTokens, int tokenBudget)
        {
            _replyTokens = replyTokens;
            _tokenBudget = tokenBudget;
        }

        /// <summary>Answers these lines ahead and no others; replies already under way stay as they are.</summary>
        /// <param name="lines">Likeliest first.</param>
        /// <param name="draft">Recalls for a line and writes its prompt; called at once.</param>
        /// <param name="warmUp">Reads what the prompts have in common; the replies then begin as forks of it.</param>
        /// <param name="generate">Generates the reply to a draft.</param>
        public void Prefetch(
            IReadOnlyList<string> lines,
            Func<string, CancellationToken, Task<TurnDraft>> draft,
            Func<Task> warmUp,
            Func<TurnDraft, RequestPriority, CancellationToken, IAsyncEnumerable<GenerationItem>> generate)
        {
            Drop(l => !lines.Contains(l.Text));
            var added = lines.Distinct().Where(text => _lines.All(l => l.Text != text)).Select(text => new SpeculativeReply(text, draft)).ToArray();
            _lines.AddRange(added);
            if (added.Length > 0)
                _ = Task.Run(() => GenerateAsync(added, warmUp, generate));
        }

        /// <summary>A line is said: hands out the reply that was generated ahead, if there is one, and forgets the rest.</summary>
        public SpeculativeReply? Take(string text)
        {
            SpeculativeReply? taken = _lines.Find(l => l.Text == text);
            Drop(l => l != taken);
            _lines.Clear();
            return taken;
        }

        /// <summary>Forgets everything.</summary>
        public void Drop() => Drop(_ => true);

        /// <summary>Begins a line only while a whole reply still fits the budget, whatever its length.</summary>
        async Task GenerateAsync(
            SpeculativeReply[] lines, Func<Task> warmUp, Func<TurnDraft, RequestPriority, CancellationToken, IAsyncEnumerable<GenerationItem>> generate)
        {
            await warmUp().ConfigureAwait(false);
            var running = new List<Task<int>>();
            int spent = 0;
            foreach (SpeculativeReply line in lines)
            {
                while (running.Count > 0 && spent + (running.Count + 1) * _replyTokens > _tokenBudget)
                {
                    Task<int> ended = await Task.WhenAny(running).ConfigureAwait(false);
                    running.Remove(ended);
                    spent += ended.Result;
                }

                if (spent + (running.Count + 1) * _replyTokens > _tokenBudget)
                    return;
                if (!line.IsCancelled)
                    running.Add(line.GenerateAsync(generate));
            }
        }

        void Drop(Predicate<SpeculativeReply> match)
        {
            foreach (SpeculativeReply line in _lines)
            {
                if (match(line))
                    line.Cancel();
            }

            _lines.RemoveAll(match);
        }
    }
}
