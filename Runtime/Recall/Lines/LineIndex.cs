using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;

namespace Ojousama.Recall.Lines
{
    /// <summary>Finds the line that a character answered before which is most like what the player says, by an exact scan.</summary>
    /// <remarks>Vectors are those of the player's lines, less the mean of small talk, a byte a value. Thread-safe.</remarks>
    public sealed class LineIndex : ILineSource, ILineComparer
    {
        readonly object _lock = new object();
        readonly IEmbedder _embedder;
        readonly Centre _centre;
        readonly RowTable _rows;
        readonly List<SampleLine> _lines = new List<SampleLine>(); // one a row

        LineIndex(IEmbedder embedder, Centre centre)
        {
            _embedder = embedder;
            _centre = centre;
            _rows = RowTable.Create(RowFormat.Int8, embedder.Dimensions);
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
            var index = new LineIndex(embedder, await Centre.OfAsync(embedder, cancellationToken).ConfigureAwait(false));
            foreach (var (line, vector) in await EmbedAsync(samples, embedder, index._centre, cancellationToken).ConfigureAwait(false))
                index.Add(line, vector);
            if (file != null)
            {
                foreach (var (line, vector) in LineFile.Read(file, embedder.Id, embedder.Dimensions))
                    index.Add(line, vector);
            }

            return index;
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RememberedLine>> RecallAsync(string line, int count, CancellationToken cancellationToken = default)
        {
            if (Count == 0 || count <= 0)
                return Array.Empty<RememberedLine>();
            return await Task.Run(async () => // even of a vector that is there already, the scan would cost the game's thread a part of a frame
            {
                float[][] query = await _embedder.EmbedAsync(new[] { KanaSpelling.Respell(line) }, TextKind.Query, cancellationToken).ConfigureAwait(false);
                return Search(_centre.Apply(query[0]), count);
            }, cancellationToken).ConfigureAwait(false);
        }

        /// <inheritdoc/>
        async Task<IReadOnlyList<float>> ILineComparer.CompareAsync(string line, IReadOnlyList<string> others, CancellationToken cancellationToken)
        {
            string[] texts = others.Prepend(line).Select(KanaSpelling.Respell).ToArray();
            float[][] vectors = await _embedder.EmbedAsync(texts, TextKind.Query, cancellationToken).ConfigureAwait(false);
            float[] query = _centre.Apply(vectors[0]);
            return vectors.Skip(1).Select(vector => VectorMath.Dot(query, _centre.Apply(vector))).ToArray();
        }

        /// <summary>What each line is compared by: its vector as a line file keeps it.</summary>
        internal static async Task<IReadOnlyList<(SampleLine Line, float[] Vector)>> EmbedAsync(
            IReadOnlyList<SampleLine> lines, IEmbedder embedder, CancellationToken cancellationToken) =>
            await EmbedAsync(lines, embedder, await Centre.OfAsync(embedder, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        static async Task<IReadOnlyList<(SampleLine Line, float[] Vector)>> EmbedAsync(
            IReadOnlyList<SampleLine> lines, IEmbedder embedder, Centre centre, CancellationToken cancellationToken)
        {
            string[] texts = lines.Select(line => KanaSpelling.Respell(line.player)).ToArray();
            float[][] vectors = await embedder.EmbedAsync(texts, TextKind.Query, cancellationToken).ConfigureAwait(false);
            return lines.Select((line, i) => (line, centre.Apply(vectors[i]))).ToArray();
        }

        void Add(SampleLine line, ReadOnlySpan<float> vector)
        {
            _lines.Add(line);
            _rows.Add(vector);
        }

        IReadOnlyList<RememberedLine> Search(ReadOnlySpan<float> query, int count)
        {
            lock (_lock) // the table holds one query at a time
            {
                _rows.SetQuery(query);
                var best = new List<RememberedLine>(count + 1);
                for (int row = 0; row < _rows.Count; row++)
                {
                    float score = _rows.Dot(row);
                    if (best.Count == count && score <= best[count - 1].Score)
                        continue;
                    string reply = _lines[row].reply;
                    int same = best.FindIndex(b => b.Reply == reply);
                    if (same >= 0 && best[same].Score >= score)
                        continue;
                    if (same >= 0)
                        best.RemoveAt(same);
                    int at = best.Count;
                    while (at > 0 && best[at - 1].Score < score)
                        at--;
                    best.Insert(at, new RememberedLine(_lines[row].player, reply, score));
                    if (best.Count > count)
                        best.RemoveAt(count);
                }

                return best;
            }
        }
    }
}
