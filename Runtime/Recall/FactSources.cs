using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>Several sources as one: what is known of her, of the player, and of what was said long ago.</summary>
    public sealed class FactSources : IFactSource
    {
        readonly IFactSource[] _sources;

        /// <param name="sources">Their scores must mean the same, as those of indexes with the same embedder do.</param>
        public FactSources(params IFactSource[] sources) => _sources = sources;

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default)
        {
            // All begin on the caller's thread, because some read the game's state.
            var recalling = Array.ConvertAll(_sources, source => source.RecallAsync(line, count, state, cancellationToken));
            var recalled = await Task.WhenAll(recalling).ConfigureAwait(true);
            return recalled.SelectMany(facts => facts).OrderByDescending(fact => fact.Score).Take(count).ToArray();
        }
    }
}
