using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;

namespace Ojousama.Recall
{
    /// <summary>Finds the facts that fit a line best, by an exact scan over vectors.</summary>
    /// <remarks>
    /// A fact has a row for itself, one for each of its question forms, and one for the mean of these, all centred. It scores half
    /// its likeness to the mean and half that to the nearest form. To be recalled at all, the best has to score above a floor,
    /// which is the higher the more the line is like small talk. How well that finds facts is asserted, and printed, by the tests in
    /// <c>Tests/Recall~</c>. Thread-safe: a search waits for a change, and a change for a search.
    /// </remarks>
    public sealed class FactIndex : IFactSource, INearFacts
    {
        const float WholeWeight = 0.5f, NearestWeight = 0.5f;

        /// <summary>How much of a line's likeness to small talk is added to the floor.</summary>
        const float SmallTalkWeight = 0.4f;

        /// <summary>Share of small talk that scores below its floor.</summary>
        const float BelowFloor = 0.94f;

        /// <summary>The floor of an index so small that no small talk comes near it.</summary>
        const float LeastFloor = 0.05f;

        readonly object _lock = new object();
        readonly IEmbedder _embedder;
        readonly Centre _centre;
        readonly RowTable _rows;
        readonly List<Entry> _entries = new List<Entry>();
        readonly HashSet<string> _texts = new HashSet<string>(); // of the entries
        float? _floor; // null after a change

        FactIndex(IEmbedder embedder, Centre centre, RowFormat format)
        {
            _embedder = embedder;
            _centre = centre;
            _rows = RowTable.Create(format, embedder.Dimensions);
        }

        /// <summary>Number of facts.</summary>
        public int Count
        {
            get
            {
                lock (_lock)
                    return _entries.Count;
            }
        }

        /// <summary>The floor of a line that is like no small talk; see <see cref="RecallReport.Floor"/> for that of a line.</summary>
        public float Floor
        {
            get
            {
                lock (_lock)
                    return _floor ??= MeasureFloor();
            }
        }

        /// <summary>Embeds every fact and its question forms, off the calling thread.</summary>
        /// <param name="facts">Copied: later changes do not reach the index.</param>
        /// <param name="subject">Whom the facts are about; put before each fact, because sheets leave it out and embedders miss it.</param>
        /// <param name="embedder">Kept for the lines to come; not disposed by the index. An <see cref="EmbeddingCache"/> makes this quick.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        /// <param name="format">How rows are kept.</param>
        /// <exception cref="OjousamaException">A gate is wrong, or the embedder failed.</exception>
        public static async Task<FactIndex> BuildAsync(
            IReadOnlyList<Fact> facts,
            string subject,
            IEmbedder embedder,
            IProgress<float>? progress = null,
            CancellationToken cancellationToken = default,
            RowFormat format = RowFormat.Float)
        {
            const int PerBatch = 64; // enough to fill the embedder's batches, few enough for progress to move
            var index = new FactIndex(embedder, await Centre.OfAsync(embedder, TextKind.Query, cancellationToken).ConfigureAwait(false), format);
            for (int i = 0; i < facts.Count; i += PerBatch)
            {
                await index.UpsertAsync(facts.Skip(i).Take(PerBatch).ToArray(), subject, cancellationToken).ConfigureAwait(false);
                progress?.Report(Math.Min(1f, (i + (float)PerBatch) / facts.Count));
            }

            return index;
        }

        /// <summary>Embeds all that a character knows: the facts of her sheet, and those of others' that name her in <see cref="Fact.knownBy"/>.</summary>
        /// <param name="sheet">Hers.</param>
        /// <param name="others">Sheets of the others in the story; may hold her own.</param>
        /// <param name="embedder">See <see cref="BuildAsync(IReadOnlyList{Fact}, string, IEmbedder, IProgress{float}, CancellationToken, RowFormat)"/>.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        /// <exception cref="OjousamaException">A gate is wrong, or the embedder failed.</exception>
        public static async Task<FactIndex> BuildAsync(
            CharacterSheet sheet, IReadOnlyList<CharacterSheet> others, IEmbedder embedder, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
        {
            FactIndex index = await BuildAsync(sheet.facts, sheet.name, embedder, progress, cancellationToken).ConfigureAwait(false);
            await index.UpsertAsync(SharedFacts.KnownTo(sheet, others), "", cancellationToken).ConfigureAwait(false);
            return index;
        }

        /// <summary>Adds facts; one of the same text is replaced.</summary>
        /// <param name="facts">Copied.</param>
        /// <param name="subject">Whom they are about; empty if they say so.</param>
        /// <param name="cancellationToken">Checked between batches; the index is as it was if it fires.</param>
        /// <exception cref="OjousamaException">A gate is wrong, or the embedder failed.</exception>
        public async Task UpsertAsync(IReadOnlyList<Fact> facts, string subject = "", CancellationToken cancellationToken = default)
        {
            Gate[] gates = facts.Select(f => Gate.Parse(f.gate)).ToArray();
            var passages = facts.Select(f => subject.Length == 0 ? f.text : $"{subject}は、{f.text}").ToArray();
            var questions = facts.SelectMany(f => f.questions).ToArray();
            float[][] passageRows = await _embedder.EmbedAsync(passages, TextKind.Passage, cancellationToken).ConfigureAwait(false);
            float[][] questionRows = await _embedder.EmbedAsync(questions, TextKind.Query, cancellationToken).ConfigureAwait(false);

            lock (_lock)
            {
                int question = 0;
                for (int i = 0; i < facts.Count; i++)
                {
                    Remove(facts[i].text);
                    var forms = new List<float[]> { _centre.Apply(passageRows[i]) };
                    foreach (string _ in facts[i].questions)
                        forms.Add(_centre.Apply(questionRows[question++]));
                    Add(new Entry(facts[i].text, gates[i], facts[i].questions.Prepend(passages[i]).ToArray(), _rows.Count), forms);
                }
            }
        }

        /// <summary>Takes a fact out.</summary>
        /// <returns>False if there is none of this text.</returns>
        public bool Remove(string text)
        {
            lock (_lock)
            {
                if (!_texts.Remove(text))
                    return false;
                int at = _entries.FindIndex(e => e.Text == text);
                Entry removed = _entries[at];
                _rows.RemoveRange(removed.FirstRow, removed.RowCount);
                _entries.RemoveAt(at);
                for (; at < _entries.Count; at++)
                    _entries[at] = _entries[at].MovedTo(_entries[at].FirstRow - removed.RowCount);
                _floor = null;
                return true;
            }
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
            AboveFloor(await NearestAsync(line, count, state, cancellationToken).ConfigureAwait(true));

        /// <inheritdoc/>
        async Task<IReadOnlyList<RecalledFact>> INearFacts.NearestAsync(string line, int count, IGameState? state, CancellationToken cancellationToken) =>
            await NearestAsync(line, count, state, cancellationToken).ConfigureAwait(true);

        async Task<IReadOnlyList<RecalledFact>> NearestAsync(string line, int count, IGameState? state, CancellationToken cancellationToken)
        {
            if (Count == 0 || count <= 0)
                return Array.Empty<RecalledFact>();
            // Gates are asked where the caller is, since the state belongs to the game's thread; the rest would cost that a frame.
            HashSet<Gate> open = OpenGates(state ?? ZeroState.Instance);
            return await Task.Run(async () =>
            {
                float[] query = await EmbedAsync(KanaSpelling.Respell(line), cancellationToken).ConfigureAwait(false);
                return Nearest(query, _centre.SmallTalkLikeness(query), count, open);
            }, cancellationToken).ConfigureAwait(true);
        }

        /// <summary>Scores every fact for a line: for authors, and for tools that need more than play recalls.</summary>
        public async Task<RecallReport> ExplainAsync(string line, IGameState? state = null, CancellationToken cancellationToken = default)
        {
            string respelled = KanaSpelling.Respell(line);
            float[] query = await EmbedAsync(respelled, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                float floor = FloorFor(_centre.SmallTalkLikeness(query));
                _rows.SetQuery(query);
                var scores = _entries.Select(entry => Explain(entry, state ?? ZeroState.Instance));
                return new RecallReport(respelled, floor, scores.OrderByDescending(s => s.Score).ToArray());
            }
        }

        /// <summary>The open facts that fit best, best first, equals in the order they were added; none if the best is below the floor.</summary>
        /// <param name="query">The line, centred.</param>
        /// <param name="smallTalk">How much it is like small talk.</param>
        /// <param name="count">Most facts.</param>
        /// <param name="state">What gates ask.</param>
        internal IReadOnlyList<RecalledFact> Search(ReadOnlySpan<float> query, float smallTalk, int count, IGameState state) =>
            AboveFloor(Nearest(query, smallTalk, count, OpenGates(state)));

        static IReadOnlyList<RecalledFact> AboveFloor(IReadOnlyList<RecalledFact> facts) =>
            facts.Count > 0 && facts[0].Margin >= 0 ? facts : Array.Empty<RecalledFact>();

        HashSet<Gate> OpenGates(IGameState state)
        {
            var open = new HashSet<Gate> { Gate.Open };
            lock (_lock)
            {
                foreach (Entry entry in _entries)
                {
                    if (entry.Gate != Gate.Open && entry.Gate.IsOpen(state))
                        open.Add(entry.Gate);
                }
            }

            return open;
        }

        IReadOnlyList<RecalledFact> Nearest(ReadOnlySpan<float> query, float smallTalk, int count, HashSet<Gate> open)
        {
            lock (_lock)
            {
                float floor = FloorFor(smallTalk);
                var best = new List<RecalledFact>(Math.Min(count, _entries.Count) + 1);
                _rows.SetQuery(query);
                foreach (Entry entry in _entries)
                {
                    if (entry.Gate != Gate.Open && !open.Contains(entry.Gate))
                        continue;
                    float score = Score(entry);
                    if (best.Count == count && score <= best[count - 1].Score)
                        continue;
                    int at = best.Count;
                    while (at > 0 && best[at - 1].Score < score)
                        at--;
                    best.Insert(at, new RecalledFact(entry.Text, score, score - floor, entry.Gate));
                    if (best.Count > count)
                        best.RemoveAt(count);
                }

                return best;
            }
        }

        async Task<float[]> EmbedAsync(string line, CancellationToken cancellationToken) =>
            _centre.Apply((await _embedder.EmbedAsync(new[] { line }, TextKind.Query, cancellationToken).ConfigureAwait(false))[0]);

        void Add(Entry entry, List<float[]> forms)
        {
            if (forms.Count > 1)
            {
                var mean = new float[_embedder.Dimensions];
                foreach (float[] form in forms)
                    VectorMath.Add(mean, form);
                VectorMath.Normalize(mean);
                _rows.Add(mean);
            }

            foreach (float[] form in forms)
                _rows.Add(form);
            _entries.Add(entry);
            _texts.Add(entry.Text);
            _floor = null;
        }

        float Score(in Entry entry)
        {
            float whole = _rows.Dot(entry.FirstRow), nearest = entry.RowCount == 1 ? whole : -1;
            for (int row = 1; row < entry.RowCount; row++)
                nearest = Math.Max(nearest, _rows.Dot(entry.FirstRow + row));
            return (WholeWeight * whole) + (NearestWeight * nearest);
        }

        FactScore Explain(Entry entry, IGameState state)
        {
            int first = entry.FirstRow + entry.RowCount - entry.Forms.Length; // of the forms
            var forms = entry.Forms.Select((form, i) => (Form: form, Score: _rows.Dot(first + i)));
            var (nearest, likeness) = forms.OrderByDescending(f => f.Score).First();
            return new FactScore(entry.Text, Score(entry), _rows.Dot(entry.FirstRow), likeness, nearest, entry.Gate.IsOpen(state));
        }

        float FloorFor(float smallTalk) => Floor + (SmallTalkWeight * smallTalk);

        /// <summary>The floor that so much small talk stays below, gates aside; each line is compared with all the others.</summary>
        float MeasureFloor()
        {
            var tops = new float[_centre.SmallTalk.Length];
            for (int i = 0; i < tops.Length; i++)
            {
                _rows.SetQuery(_centre.SmallTalk[i]);
                float top = _entries.Count == 0 ? -1 : _entries.Max(entry => Score(entry));
                tops[i] = top - (SmallTalkWeight * _centre.SmallTalkAmongThemselves[i]);
            }

            Array.Sort(tops);
            return Math.Max(LeastFloor, tops[(int)(BelowFloor * tops.Length)]);
        }

        /// <summary>Where a fact's rows lie: the mean first, if there is more than one form, then the forms.</summary>
        readonly struct Entry
        {
            public readonly string Text;
            public readonly Gate Gate;
            public readonly string[] Forms;
            public readonly int FirstRow;

            public Entry(string text, Gate gate, string[] forms, int firstRow)
            {
                Text = text;
                Gate = gate;
                Forms = forms;
                FirstRow = firstRow;
            }

            public int RowCount => Forms.Length == 1 ? 1 : Forms.Length + 1;

            public Entry MovedTo(int row) => new Entry(Text, Gate, Forms, row);
        }
    }
}
