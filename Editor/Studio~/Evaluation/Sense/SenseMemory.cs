using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Lines that writers answered, and what they answered, as a measure of what answers what. Immutable.</summary>
/// <remarks>A reply that is good for a line is like the replies that writers gave to lines like it.</remarks>
sealed class SenseMemory
{
    const int NearReplies = 20, NearLines = 10;
    const float Sharpness = 10; // of the weights of near lines: a tenth more of likeness counts e times as much

    readonly LineRow[] _rows;
    readonly (string Reply, float[] Vector, LineRow[] Rows)[] _replies;

    public SenseMemory(IReadOnlyList<LineRow> rows)
    {
        _rows = [.. rows];
        _replies = [.. rows.GroupBy(row => row.Line.reply).Select(same => (same.Key, same.First().Answered, same.ToArray()))];
    }

    public IReadOnlyList<LineRow> Rows => _rows;

    /// <param name="file">A line file.</param>
    /// <param name="embedder">With its map.</param>
    /// <exception cref="OjousamaException">The file is unfit, or another embedder's.</exception>
    public static SenseMemory Read(string file, IEmbedder embedder) => new(LineFile.Read(file, embedder.Id, embedder.Dimensions));

    /// <param name="said">The line's vector among lines.</param>
    /// <param name="answered">The reply's vector among replies.</param>
    /// <param name="forgotten">Replies that are not to be remembered: those to this very line, while the head is taught or tested.</param>
    public SenseNeighbours Find(float[] said, float[] answered, IReadOnlySet<string> forgotten)
    {
        var near = _replies.Where(r => !forgotten.Contains(r.Reply)).Select(r => (r.Rows, Likeness: VectorMath.Dot(answered, r.Vector))).OrderByDescending(r => r.Likeness).Take(NearReplies)
            .Select(r => (r.Likeness, Line: r.Rows.Max(row => VectorMath.Dot(said, row.Said)))).ToArray();
        var lines = _rows.Where(row => !forgotten.Contains(row.Line.reply)).Select(row => (Row: row, Likeness: VectorMath.Dot(said, row.Said)))
            .OrderByDescending(l => l.Likeness).DistinctBy(l => l.Row.Line.reply).Take(NearLines).ToArray();
        if (near.Length == 0 || lines.Length == 0)
            return default;
        double weight = lines.Sum(l => Math.Exp(Sharpness * l.Likeness));
        double theirs = lines.Sum(l => Math.Exp(Sharpness * l.Likeness) * VectorMath.Dot(answered, l.Row.Answered)) / weight;
        return new SenseNeighbours(near[0].Likeness, near[0].Line, near.Max(r => Math.Max(0, r.Likeness) * Math.Max(0, r.Line)), lines[0].Likeness, (float)theirs);
    }
}

/// <summary>What a memory says of a line and a reply. Likenesses are −1 to 1.</summary>
/// <param name="Known">Likeness of the reply to the nearest remembered one; 1 if it is one.</param>
/// <param name="LineOfKnown">Likeness of the line to the nearest that this one was said to.</param>
/// <param name="Both">The best product of these two among near replies.</param>
/// <param name="NearLine">Likeness of the line to the nearest remembered one.</param>
/// <param name="Theirs">Likeness of the reply to what was said to near lines, a weighted mean.</param>
readonly record struct SenseNeighbours(float Known, float LineOfKnown, float Both, float NearLine, float Theirs);
