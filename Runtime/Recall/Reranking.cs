using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Recall
{
    /// <summary>Puts what vectors found into the order that a <see cref="IReranker"/> gives it after reading.</summary>
    /// <remarks>Vectors and reader count together, each with what it adds to the other on questions that neither learned from (Documentation~/quality.md). Thread-safe.</remarks>
    internal sealed class Reranking
    {
        /// <summary>Candidates that are read: each costs as much as embedding a text of both lengths, before the first character shows.</summary>
        public const int FactsRead = 5;

        /// <summary>What a logit counts beside a likeness.</summary>
        const float FitWeight = 0.04f;

        /// <summary>Logits beyond this, either way, count no more; what vectors put too far back to be read counts as badly.</summary>
        const float MostFit = 4f;

        /// <summary>What a fact loses that is about another relative than the line.</summary>
        const float OtherKin = 0.3f;

        readonly IReranker? _reranker;

        /// <param name="reranker">Null to leave everything in its order.</param>
        public Reranking(IReranker? reranker) => _reranker = reranker;

        /// <summary>What a fact is ranked by, among others that were read or not read with it.</summary>
        public static float Rank(RecalledFact fact) => fact.Score + (FitWeight * Math.Max(-MostFit, Math.Min(MostFit, fact.Fit ?? -MostFit)));

        /// <param name="line">What they are to answer.</param>
        /// <param name="facts">Nearest first.</param>
        /// <param name="meaning">What of a fact's text is read.</param>
        /// <param name="cancellationToken">Throws.</param>
        public async Task<IReadOnlyList<RecalledFact>> FactsAsync(string line, IReadOnlyList<RecalledFact> facts, Func<string, string> meaning, CancellationToken cancellationToken)
        {
            RecalledFact[] ranked = facts.Select(fact => Kin.IsOfOthers(meaning(fact.Text), line) ? fact.Scored(fact.Score - OtherKin) : fact)
                .OrderByDescending(fact => fact.Score).ToArray();
            if (_reranker == null || ranked.Length == 0)
                return ranked;
            int count = Math.Min(ranked.Length, FactsRead);
            float[] fits = await _reranker.ScoreAsync(KanaSpelling.Respell(line), ranked.Take(count).Select(fact => meaning(fact.Text)).ToArray(), cancellationToken).ConfigureAwait(true);
            for (int i = 0; i < count; i++)
                ranked[i] = ranked[i].Read(fits[i]);
            return ranked.OrderByDescending(Rank).ToArray();
        }
    }
}
