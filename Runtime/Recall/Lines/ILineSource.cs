using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Recall.Lines
{
    /// <summary>Where a character's remembered lines come from.</summary>
    public interface ILineSource
    {
        /// <summary>The lines most like what the player says.</summary>
        /// <param name="line">The player's words.</param>
        /// <param name="count">Most lines; no two of them have the same reply.</param>
        /// <param name="cancellationToken">Throws <see cref="System.OperationCanceledException"/>.</param>
        /// <returns>Most like first; empty if she remembers none.</returns>
        /// <exception cref="OjousamaException">The embedder failed.</exception>
        Task<IReadOnlyList<RememberedLine>> RecallAsync(string line, int count, CancellationToken cancellationToken = default);
    }
}
