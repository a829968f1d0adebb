using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>Finds the facts of one character that fit a line best, by an exact scan over unit vectors.</summary>
    /// <remarks>Immutable once built, so searches may run on any thread at once.</remarks>
    public sealed class FactIndex : IFactSource
    {
        readonly IReadOnlyList<string> _texts;
        readonly float[] _rows; // _texts.Count × _embedder.Dimensions, row by row, each row of length 1
        readonly IEmbedder _embedder;

        FactIndex(IReadOnlyList<string> texts, float[] rows, IEmbedder embedder)
        {
            _texts = texts;
            _rows = rows;
            _embedder = embedder;
        }

        /// <summary>Number of facts.</summary>
        public int Count => _texts.Count;

        /// <summary>Embeds every fact and its question forms.</summary>
        /// <param name="facts">Copied: later changes do not reach the index.</param>
        /// <param name="subject">Whom the facts are about; put before each fact, because sheets leave it out and embedders miss it.</param>
        /// <param name="embedder">Kept for the questions to come; not disposed by the index.</param>
        /// <param name="progress">0 to 1, reported after every fact.</param>
        /// <param name="cancellationToken">Checked between facts.</param>
        /// <remarks>
        /// One vector a fact: the mean of the named fact and its question forms. Measured on 61 facts and 122 casual questions
        /// this finds the right fact first for 84 %, the bare fact for 66 % (the data set's README tells more).
        /// </remarks>
        public static async Task<FactIndex> BuildAsync(
            IReadOnlyList<Fact> facts,
            string subject,
            IEmbedder embedder,
            IProgress<float>? progress = null,
            CancellationToken cancellationToken = default)
        {
            var texts = new string[facts.Count];
            var rows = new float[facts.Count * embedder.Dimensions];
            for (int i = 0; i < facts.Count; i++)
            {
                texts[i] = facts[i].text;
                var row = new Memory<float>(rows, i * embedder.Dimensions, embedder.Dimensions);
                var passage = new[] { subject.Length == 0 ? facts[i].text : $"{subject}は、{facts[i].text}" };
                await AddAsync(row, passage, TextKind.Passage).ConfigureAwait(false);
                await AddAsync(row, facts[i].questions, TextKind.Query).ConfigureAwait(false);
                VectorMath.Normalize(row.Span);
                progress?.Report((i + 1f) / facts.Count);
            }

            return new FactIndex(texts, rows, embedder);

            async Task AddAsync(Memory<float> row, IReadOnlyList<string> forms, TextKind kind)
            {
                foreach (var vector in await embedder.EmbedAsync(forms, kind, cancellationToken).ConfigureAwait(false))
                    VectorMath.Add(row.Span, vector);
            }
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, CancellationToken cancellationToken = default)
        {
            if (Count == 0 || count <= 0)
                return Array.Empty<RecalledFact>();
            var vectors = await _embedder.EmbedAsync(new[] { line }, TextKind.Query, cancellationToken).ConfigureAwait(false);
            return Search(vectors[0], count);
        }

        /// <summary>The rows nearest to a unit vector, best first; equal scores keep the sheet's order.</summary>
        internal IReadOnlyList<RecalledFact> Search(ReadOnlySpan<float> query, int count)
        {
            var best = new List<RecalledFact>(Math.Min(count, Count) + 1);
            for (int i = 0; i < _texts.Count; i++)
            {
                float score = VectorMath.Dot(query, new ReadOnlySpan<float>(_rows, i * query.Length, query.Length));
                if (best.Count == count && score <= best[count - 1].Score)
                    continue;
                int at = best.Count;
                while (at > 0 && best[at - 1].Score < score)
                    at--;
                best.Insert(at, new RecalledFact(_texts[i], score));
                if (best.Count > count)
                    best.RemoveAt(count);
            }

            return best;
        }
    }
}
