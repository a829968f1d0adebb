using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue.Turns;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>Judges several replies to one line, none of them shown yet; the best is said.</summary>
    public interface IReplyScorer
    {
        /// <summary>Scores every candidate.</summary>
        /// <param name="candidates">Whole replies, as generated.</param>
        /// <param name="cancellationToken">Throws <see cref="System.OperationCanceledException"/>.</param>
        /// <returns>A score each, in their order; higher is better.</returns>
        Task<IReadOnlyList<float>> ScoreAsync(ReplyCandidates candidates, CancellationToken cancellationToken = default);
    }

    /// <summary>Replies to choose from, and what they answer.</summary>
    public sealed class ReplyCandidates
    {
        internal ReplyCandidates(string playerLine, IReadOnlyList<RecalledFact> facts, IReadOnlyList<string> replies)
        {
            PlayerLine = playerLine;
            Facts = facts;
            Replies = replies;
        }

        /// <summary>What the player said.</summary>
        public string PlayerLine { get; }

        /// <summary>What the model was told, best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>At least two; none is empty.</summary>
        public IReadOnlyList<string> Replies { get; }
    }
}
