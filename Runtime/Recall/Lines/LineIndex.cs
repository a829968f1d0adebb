using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;

namespace Ojousama.Recall.Lines
{
    /// <summary>Finds the line whose reply fits best to what the player says, by an exact scan.</summary>
    /// <remarks>
    /// A line scores by how like its player's words are to those of now, and, much less, by how well its reply answers these. Of 1,500
    /// remarks whose candidates were read one by one, the likeness alone chose a fitting reply for 30.6 %, with <see cref="ReplyWeight"/>
    /// times the fit 31.5 %, with 1.5 times 29.1 %, the fit alone 13.2 %. Vectors are kept a byte a value. Thread-safe.
    /// </remarks>
    public sealed class LineIndex : ILineSource, ILineComparer
    {
        const float ReplyWeight = 0.3f;

        /// <summary>From here on the player says the very same, and whoever wrote the line knew what answers it.</summary>
        const float NearlySame = 0.9f;

        readonly object _lock = new object();
        readonly IEmbedder _embedder;
        readonly LineSpace _space;
        readonly RowTable _said, _answered; // a row a line; a row a reply
        readonly List<(SampleLine Line, int Reply)> _lines = new List<(SampleLine, int)>(); // with the reply's row
        readonly Dictionary<string, int> _replies = new Dictionary<string, int>(); // and their rows

        LineIndex(IEmbedder embedder, LineSpace space)
        {
            _embedder = embedder;
            _space = space;
            _said = RowTable.Create(RowFormat.Int8, embedder.Dimensions);
            _answered = RowTable.Create(RowFormat.Int8, embedder.Dimensions);
        }

        /// <summary>Number of lines.</summary>
        public int Count => _lines.Count;

        /// <summary>Embeds the lines of a sheet and takes over those of a line file, whose vectors stand in it.</summary>
        /// <param name="samples">A sheet's <see cref="CharacterSheet.sampleLines"/>.</param>
        /// <param name="file">Path of a line file; null for none.</param>
        /// <param name="embedder">Kept for the lines to come; not disposed by the index.</param>
        /// <param name="cancellationToken">Checked between batches.</param>
        /// <exception cref="OjousamaException">The file is missing, damaged, or was made with another embedder; or the embedder failed.</exception>
        public static async Task<LineIndex> BuildAsync(
            IReadOnlyList<SampleLine> samples, string? file, IEmbedder embedder, CancellationToken cancellationToken = default)
        {
            var index = new LineIndex(embedder, await LineSpace.OfAsync(embedder, cancellationToken).ConfigureAwait(false));
            index.Add(await index._space.EmbedAsync(samples, cancellationToken).ConfigureAwait(false));
            if (file != null)
                index.Add(LineFile.Read(file, embedder.Id, embedder.Dimensions));
            return index;
        }

        /// <summary>What lines are found by, as a line file keeps it.</summary>
        internal static async Task<IReadOnlyList<LineRow>> EmbedAsync(IReadOnlyList<SampleLine> lines, IEmbedder embedder, CancellationToken cancellationToken)
        {
            LineSpace space = await LineSpace.OfAsync(embedder, cancellationToken).ConfigureAwait(false);
            return await space.EmbedAsync(lines, cancellationToken).ConfigureAwait(false);
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RememberedLine>> RecallAsync(string line, int count, CancellationToken cancellationToken = default)
        {
            if (Count == 0 || count <= 0)
                return Array.Empty<RememberedLine>();
            float[] said = (await _space.EmbedAsync(new[] { line }, TextKind.Line, cancellationToken).ConfigureAwait(false))[0];
            float[] remark = (await _space.EmbedAsync(new[] { line }, TextKind.Remark, cancellationToken).ConfigureAwait(false))[0];
            return Search(said, remark, count);
        }

        /// <inheritdoc/>
        async Task<IReadOnlyList<float>> ILineComparer.CompareAsync(string line, IReadOnlyList<string> statements, CancellationToken cancellationToken)
        {
            float[] question = (await _space.EmbedAsync(new[] { line }, TextKind.Query, cancellationToken).ConfigureAwait(false))[0];
            float[][] told = await _space.EmbedAsync(statements, TextKind.Passage, cancellationToken).ConfigureAwait(false);
            return told.Select(vector => VectorMath.Dot(question, vector)).ToArray();
        }

        void Add(IReadOnlyList<LineRow> rows)
        {
            foreach (LineRow row in rows)
            {
                if (!_replies.TryGetValue(row.Line.reply, out int reply))
                {
                    _replies[row.Line.reply] = reply = _answered.Count;
                    _answered.Add(row.Answered);
                }

                _lines.Add((row.Line, reply));
                _said.Add(row.Said);
            }
        }

        /// <summary>How well each reply, whatever it was said to, answers the remark.</summary>
        float[] Fits(ReadOnlySpan<float> remark)
        {
            _answered.SetQuery(remark);
            var fits = new float[_answered.Count];
            for (int reply = 0; reply < fits.Length; reply++)
                fits[reply] = _answered.Dot(reply);
            return fits;
        }

        IReadOnlyList<RememberedLine> Search(ReadOnlySpan<float> said, ReadOnlySpan<float> remark, int count)
        {
            lock (_lock) // a table holds one query at a time
            {
                float[] fits = Fits(remark);
                _said.SetQuery(said);
                var best = new List<RememberedLine>(count + 1);
                for (int row = 0; row < _said.Count; row++)
                {
                    float likeness = _said.Dot(row), score = (likeness + (ReplyWeight * fits[_lines[row].Reply])) / (1 + ReplyWeight);
                    if (likeness >= NearlySame)
                        score = Math.Max(score, likeness);
                    if (best.Count == count && score <= best[count - 1].Score)
                        continue;
                    string reply = _lines[row].Line.reply;
                    int same = best.FindIndex(b => b.Reply == reply);
                    if (same >= 0 && best[same].Score >= score)
                        continue;
                    if (same >= 0)
                        best.RemoveAt(same);
                    int at = best.Count;
                    while (at > 0 && best[at - 1].Score < score)
                        at--;
                    best.Insert(at, new RememberedLine(_lines[row].Line.player, reply, score));
                    if (best.Count > count)
                        best.RemoveAt(count);
                }

                return best;
            }
        }
    }
}
