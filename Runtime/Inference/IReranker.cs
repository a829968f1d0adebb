using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference
{
    /// <summary>A cross-encoder: reads a line and a text together, and tells how well the text answers the line.</summary>
    /// <remarks>Slower than comparing vectors, which know nothing of each other, and better: for the few that vectors found. Safe to call from any thread.</remarks>
    internal interface IReranker
    {
        /// <summary>Tells rerankers apart whose scores differ.</summary>
        string Id { get; }

        /// <param name="line">What the player says.</param>
        /// <param name="texts">Candidates.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        /// <returns>A logit a text, above 0 if it more likely answers the line than not.</returns>
        Task<float[]> ScoreAsync(string line, IReadOnlyList<string> texts, CancellationToken cancellationToken);
    }
}
