using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;
using Ojousama.Recall.Lines;

namespace Ojousama.Recall
{
    /// <summary>Puts what vectors found into the order that a <see cref="IReranker"/> gives it after reading.</summary>
    /// <remarks>Vectors and reader count together, each with what it adds to the other on questions that neither learned from (Documentation~/quality.md). Thread-safe.</remarks>
    internal sealed class Reranking
    {
        /// <summary>Candidates that are read; a pair takes some 12 ms on two cores.</summary>
        const int FactsRead = 5, LinesRead = 6;

        /// <summary>What a logit counts beside a likeness.</summary>
        const float FactWeight = 0.1f, LineWeight = 0.05f;

        /// <summary>What a candidate counts that vectors put too far back to be read.</summary>
        const float Unread = -6f;

        readonly IReranker? _reranker;

        /// <param name="reranker">Null to leave everything in its order.</param>
        public Reranking(IReranker? reranker) => _reranker = reranker;

        /// <summary>What a fact is ranked by.</summary>
        public float Rank(RecalledFact fact) => fact.Score + (_reranker == null ? 0 : FactWeight * (fact.Fit ?? Unread));

        /// <param name="line">What they are to answer.</param>
        /// <param name="facts">Nearest first.</param>
        /// <param name="cancellationToken">Throws.</param>
        public async Task<IReadOnlyList<RecalledFact>> FactsAsync(string line, IReadOnlyList<RecalledFact> facts, CancellationToken cancellationToken)
        {
            if (_reranker == null || facts.Count == 0)
                return facts;
            RecalledFact[] near = facts.Take(FactsRead).ToArray();
            float[] fits = await _reranker.ScoreAsync(KanaSpelling.Respell(line), near.Select(fact => fact.Text).ToArray(), PairKind.Fact, cancellationToken).ConfigureAwait(true);
            return near.Select((fact, i) => fact.Read(fits[i])).Concat(facts.Skip(FactsRead)).OrderByDescending(Rank).ToArray();
        }

        /// <param name="line">What their replies are to answer.</param>
        /// <param name="lines">Most like first.</param>
        /// <param name="cancellationToken">Throws.</param>
        public async Task<IReadOnlyList<RememberedLine>> LinesAsync(string line, IReadOnlyList<RememberedLine> lines, CancellationToken cancellationToken)
        {
            if (_reranker == null || lines.Count == 0)
                return lines;
            RememberedLine[] near = lines.Take(LinesRead).ToArray();
            float[] fits = await _reranker.ScoreAsync(KanaSpelling.Respell(line), near.Select(l => l.Reply).ToArray(), PairKind.Reply, cancellationToken).ConfigureAwait(true);
            return near.Select((l, i) => l.Read(fits[i])).OrderByDescending(l => l.Score + (LineWeight * l.Fit!.Value)).Concat(lines.Skip(LinesRead)).ToArray();
        }
    }
}
