using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Saving;

namespace Ojousama.Recall.Memory
{
    /// <summary>What was said so long ago that prompts no longer hold it, to be recalled like a fact when it matters.</summary>
    /// <remarks>A game shows <see cref="Exchanges"/> to the player, who may delete each; the transcript keeps that. For the thread of the conversation.</remarks>
    public sealed class ConversationMemory : IFactSource
    {
        const int LongestQuote = 40; // characters of a line that go into a prompt

        readonly FactIndex _index;
        readonly Transcript _transcript;
        readonly HashSet<string> _indexed = new HashSet<string>();
        IReadOnlyList<Exchange> _exchanges = Array.Empty<Exchange>();

        ConversationMemory(FactIndex index, Transcript transcript)
        {
            _index = index;
            _transcript = transcript;
        }

        /// <summary>What she can recall, oldest first.</summary>
        public IReadOnlyList<Exchange> Exchanges => _exchanges.Where(e => !IsForgotten(e)).ToArray();

        /// <summary>Makes an empty memory.</summary>
        /// <param name="transcript">Keeps what was deleted.</param>
        /// <param name="embedder">The one of her facts, so that scores compare.</param>
        /// <param name="cancellationToken">Ends it.</param>
        public static async Task<ConversationMemory> OpenAsync(Transcript transcript, IEmbedder embedder, CancellationToken cancellationToken = default) =>
            new ConversationMemory(
                await FactIndex.BuildAsync(Array.Empty<Fact>(), "", embedder, null, cancellationToken).ConfigureAwait(true), transcript);

        /// <summary>Holds these exchanges and no others: the turns that prompts no longer hold. Only new ones are embedded.</summary>
        public async Task FollowAsync(IReadOnlyList<Exchange> exchanges, CancellationToken cancellationToken = default)
        {
            _exchanges = exchanges;
            var facts = Exchanges.GroupBy(TextOf).ToDictionary(same => same.Key, same => new Fact { text = same.Key, questions = { same.First().PlayerLine } });
            foreach (string gone in _indexed.Where(text => !facts.ContainsKey(text)).ToArray())
            {
                _index.Remove(gone);
                _indexed.Remove(gone);
            }

            Fact[] added = facts.Values.Where(fact => !_indexed.Contains(fact.text)).ToArray();
            if (added.Length == 0)
                return;
            await _index.UpsertAsync(added, "", cancellationToken).ConfigureAwait(true);
            _indexed.UnionWith(added.Select(fact => fact.text));
        }

        /// <summary>Deletes an exchange from what she can recall. The backlog still shows it.</summary>
        public void Forget(Exchange exchange)
        {
            _transcript.Add(new TextSet(Key(exchange), "1"));
            _index.Remove(TextOf(exchange));
            _indexed.Remove(TextOf(exchange));
        }

        /// <inheritdoc/>
        public Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
            _index.RecallAsync(line, count, state, cancellationToken);

        bool IsForgotten(Exchange exchange) => _transcript.State.TextOf(Key(exchange)).Length > 0;

        static string Key(Exchange exchange) => "memory/forgotten/" + TextOf(exchange);

        static string TextOf(Exchange exchange) => $"以前「{Quote(exchange.PlayerLine)}」と言われ、「{Quote(exchange.Reply)}」と答えた。";

        static string Quote(string line)
        {
            line = line.Replace('\n', ' ').Trim();
            if (line.Length <= LongestQuote)
                return line;
            int end = char.IsHighSurrogate(line[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
            return line.Substring(0, end) + "…";
        }
    }
}
