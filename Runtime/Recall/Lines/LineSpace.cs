using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;

namespace Ojousama.Recall.Lines
{
    /// <summary>Embeds what is said and what is answered, each less what small talk has in common. Immutable.</summary>
    internal sealed class LineSpace
    {
        readonly IEmbedder _embedder;
        readonly Centre _questions, _lines, _remarks;

        LineSpace(IEmbedder embedder, Centre questions, Centre lines, Centre remarks)
        {
            _embedder = embedder;
            _questions = questions;
            _lines = lines;
            _remarks = remarks;
        }

        public static async Task<LineSpace> OfAsync(IEmbedder embedder, CancellationToken cancellationToken) => new LineSpace(
            embedder,
            await Centre.OfAsync(embedder, TextKind.Query, cancellationToken).ConfigureAwait(false),
            await Centre.OfAsync(embedder, TextKind.Line, cancellationToken).ConfigureAwait(false),
            await Centre.OfAsync(embedder, TextKind.Remark, cancellationToken).ConfigureAwait(false));

        public async Task<IReadOnlyList<LineRow>> EmbedAsync(IReadOnlyList<SampleLine> lines, CancellationToken cancellationToken)
        {
            float[][] said = await EmbedAsync(lines.Select(line => line.player).ToArray(), TextKind.Line, cancellationToken).ConfigureAwait(false);
            string[] replies = lines.Select(line => line.reply).Distinct().ToArray(); // several wordings share one
            float[][] answered = await EmbedAsync(replies, TextKind.Reply, cancellationToken).ConfigureAwait(false);
            Dictionary<string, float[]> byReply = replies.Select((reply, i) => (reply, i)).ToDictionary(pair => pair.reply, pair => answered[pair.i]);
            return lines.Select((line, i) => new LineRow(line, said[i], byReply[line.reply])).ToArray();
        }

        public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken)
        {
            string[] spelled = kind == TextKind.Reply ? texts.ToArray() : texts.Select(KanaSpelling.Respell).ToArray();
            float[][] vectors = await _embedder.EmbedAsync(spelled, kind, cancellationToken).ConfigureAwait(false);
            Centre centre = kind switch { TextKind.Query => _questions, TextKind.Passage => _questions, TextKind.Line => _lines, _ => _remarks };
            return Array.ConvertAll(vectors, centre.Apply);
        }
    }
}
