using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>Several sources as one: what is known of her, of the player, and of what was said long ago.</summary>
    public sealed class FactSources : IFactSource, INearFacts
    {
        readonly IFactSource[] _sources;

        /// <param name="sources">Their scores must mean the same, as those of indexes with the same embedder do.</param>
        public FactSources(params IFactSource[] sources) => _sources = sources;

        /// <inheritdoc/>
        public Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
            MergeAsync(count, source => source.RecallAsync(line, count, state, cancellationToken));

        /// <inheritdoc/>
        Task<IReadOnlyList<RecalledFact>> INearFacts.NearestAsync(string line, int count, IGameState? state, CancellationToken cancellationToken) =>
            MergeAsync(count, source => source is INearFacts near
                ? near.NearestAsync(line, count, state, cancellationToken)
                : source.RecallAsync(line, count, state, cancellationToken));

        async Task<IReadOnlyList<RecalledFact>> MergeAsync(int count, Func<IFactSource, Task<IReadOnlyList<RecalledFact>>> ask)
        {
            // One after the other: the first embeds the line, and the others find it in the cache.
            var recalled = new List<RecalledFact>();
            foreach (IFactSource source in _sources)
                recalled.AddRange(await ask(source).ConfigureAwait(true));
            return recalled.OrderByDescending(fact => fact.Score).Take(count).ToArray();
        }
    }
}
