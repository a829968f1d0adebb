using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>What the sense of a reply is told by: how like it is to what writers answered to like lines, how well it fits the line, whether it repeats, whether lines that such replies were said to do the same.</summary>
/// <param name="embedder">With its map.</param>
/// <param name="memory">Made with that embedder.</param>
sealed class SenseFeatures(IEmbedder embedder, SenseMemory memory)
{
    public const int Count = 18;

    /// <summary>From this likeness on a reply is a remembered one: then only the line that it was said to matters.</summary>
    const float IsKnown = 0.93f;

    const float UsualLength = 20; // characters

    static readonly IReadOnlySet<string> s_nothing = new HashSet<string>();

    /// <param name="replies">Each text is embedded once, however often it recurs.</param>
    /// <param name="forgets">Whether replies to the very line are taken out of the memory first: where the data that taught it hold it.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    public async Task<float[][]> OfAsync(IReadOnlyList<SpokenReply> replies, bool forgets, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        LineSpace space = await LineSpace.OfAsync(embedder, cancellationToken).ConfigureAwait(false);
        string[] lines = [.. replies.Select(r => r.Line)], said = [.. replies.Select(r => r.Reply)];
        var known = new Dictionary<(string, TextKind), float[]>();
        (string[] Texts, TextKind Kind)[] wanted = [(lines, TextKind.Line), (lines, TextKind.Remark), (lines, TextKind.Query), (said, TextKind.Reply), (said, TextKind.Passage)];
        for (int i = 0; i < wanted.Length; i++)
        {
            await EmbedAsync(space, wanted[i].Texts, wanted[i].Kind, known, cancellationToken).ConfigureAwait(false);
            progress?.Report((i + 1f) / (wanted.Length + 1));
        }

        ILookup<string, string> answers = memory.Rows.ToLookup(row => row.Line.player, row => row.Line.reply);
        return [.. replies.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(Of)];

        float[] Of(SpokenReply reply)
        {
            float[] answered = known[(reply.Reply, TextKind.Reply)];
            IReadOnlySet<string> forgotten = forgets ? answers[reply.Line].Where(text => text != reply.Reply).ToHashSet() : s_nothing;
            SenseNeighbours near = memory.Find(reply.Line, reply.Reply, known[(reply.Line, TextKind.Line)], answered, forgotten);
            float fit = VectorMath.Dot(known[(reply.Line, TextKind.Remark)], answered);
            float states = VectorMath.Dot(known[(reply.Line, TextKind.Query)], known[(reply.Reply, TextKind.Passage)]);
            float repeats = reply.History.Select(turn => ReplyCheck.Likeness(reply.Reply, turn.Reply)).DefaultIfEmpty().Max();
            float asks = LineCues.Asks(reply.Line) ? 1 : 0, follows = reply.History.Count > 0 ? 1 : 0, isKnown = near.Known > IsKnown ? 1 : 0, isNew = 1 - isKnown;
            return
            [
                isKnown, isKnown * near.LineOfKnown, isKnown * near.Theirs, isKnown * near.NearLine, isKnown * asks, isKnown * follows,
                isNew * states, isNew * fit, isNew * near.Theirs, isNew * near.Known, isNew * near.NearLine, isNew * near.Both, isNew * asks,
                isNew * reply.Reply.Length / UsualLength, repeats, isNew * repeats, reply.Line.Length / UsualLength, near.SameAct,
            ];
        }
    }

    /// <summary>The same with another memory.</summary>
    public SenseFeatures With(SenseMemory other) => new(embedder, other);

    static async Task EmbedAsync(LineSpace space, string[] texts, TextKind kind, Dictionary<(string, TextKind), float[]> known, CancellationToken cancellationToken)
    {
        const int Batch = 64;
        foreach (string[] batch in texts.Distinct().Chunk(Batch))
        {
            float[][] vectors = await space.EmbedAsync(batch, kind, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Length; i++)
                known[(batch[i], kind)] = vectors[i];
        }
    }
}
