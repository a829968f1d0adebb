using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>Chooses what the model is told before it answers a line.</summary>
    public interface IFactSource
    {
        /// <summary>The facts that fit a line best.</summary>
        /// <param name="line">What the player said.</param>
        /// <param name="count">Most facts to return.</param>
        /// <param name="state">What gates ask; null for a state in which everything is 0. A fact whose gate is closed is never returned.</param>
        /// <param name="cancellationToken">Throws <see cref="System.OperationCanceledException"/>.</param>
        /// <returns>Best first; fewer than <paramref name="count"/>, or none, if no more is known or fits.</returns>
        Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state = null, CancellationToken cancellationToken = default);
    }
}
