using System.Collections.Concurrent;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Stock;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Lines that writers answered, and what they answered, as a measure of what answers what. Immutable.</summary>
/// <remarks>A reply that is good for a line is like the replies that writers gave to lines like it.</remarks>
sealed class SenseMemory
{
    const int NearReplies = 20, NearLines = 10;
    const float Sharpness = 10; // of the weights of near lines: a tenth more of likeness counts e times as much

    const int LinesOfReply = 3; // whose acts are looked at: the rest are other wordings

    readonly LineRow[] _rows;
    readonly StockReplies _stock;
    readonly Dictionary<string, SuitedReply> _stockReplies;
    readonly ConcurrentDictionary<string, float[]> _actsOf = new();
    readonly (string Reply, float[] Vector, LineRow[] Rows)[] _replies;

    /// <param name="rows">The lines.</param>
    /// <param name="stock">Tells what lines are meant to do, and what suits them.</param>
    public SenseMemory(IReadOnlyList<LineRow> rows, StockReplies stock)
    {
        _stock = stock;
        _stockReplies = stock.Replies.DistinctBy(reply => reply.Text).ToDictionary(reply => reply.Text);
        _rows = [.. rows];
        _replies = [.. rows.GroupBy(row => row.Line.reply).Select(same => (same.Key, same.First().Answered, same.ToArray()))];
    }

    public IReadOnlyList<LineRow> Rows => _rows;

    /// <summary>The same lines but for some.</summary>
    public SenseMemory Without(Func<LineRow, bool> isLeftOut) => new([.. _rows.Where(row => !isLeftOut(row))], _stock);

    /// <param name="file">A line file.</param>
    /// <param name="stock">A stock file.</param>
    /// <param name="embedder">With its map.</param>
    /// <exception cref="OjousamaException">The file is unfit, or another embedder's.</exception>
    public static SenseMemory Read(string file, string stock, IEmbedder embedder) => new(LineFile.Read(file, embedder.Id, embedder.Dimensions), StockFile.Read(stock));

    /// <param name="line">The player's.</param>
    /// <param name="reply">Hers.</param>
    /// <param name="said">The line's vector among lines.</param>
    /// <param name="answered">The reply's vector among replies.</param>
    /// <param name="forgotten">Replies that are not to be remembered: those to this very line, while the head is taught or tested.</param>
    public SenseNeighbours Find(string line, string reply, float[] said, float[] answered, IReadOnlySet<string> forgotten)
    {
        var near = _replies.Where(r => !forgotten.Contains(r.Reply)).Select(r => (r.Rows, Likeness: VectorMath.Dot(answered, r.Vector))).OrderByDescending(r => r.Likeness).Take(NearReplies)
            .Select(r => (r.Likeness, r.Rows, Line: r.Rows.Max(row => VectorMath.Dot(said, row.Said)))).ToArray();
        var lines = _rows.Where(row => !forgotten.Contains(row.Line.reply)).Select(row => (Row: row, Likeness: VectorMath.Dot(said, row.Said)))
            .OrderByDescending(l => l.Likeness).DistinctBy(l => l.Row.Line.reply).Take(NearLines).ToArray();
        if (near.Length == 0 || lines.Length == 0)
            return default;
        double weight = lines.Sum(l => Math.Exp(Sharpness * l.Likeness));
        double theirs = lines.Sum(l => Math.Exp(Sharpness * l.Likeness) * VectorMath.Dot(answered, l.Row.Answered)) / weight;
        return new SenseNeighbours(SameAct(line, reply, near.Select(r => (r.Rows, r.Likeness))), near[0].Likeness, near[0].Line, near.Max(r => Math.Max(0, r.Likeness) * Math.Max(0, r.Line)), lines[0].Likeness, (float)theirs);
    }

    /// <summary>How likely a stock reply suits the line; of another, the same as those that near replies were said to, of which the line itself is none.</summary>
    float SameAct(string line, string reply, IEnumerable<(LineRow[] Rows, float Likeness)> replies)
    {
        float[] acts = ActsOf(line);
        if (_stockReplies.TryGetValue(reply, out SuitedReply? suited))
            return suited.Fit(acts);
        double same = 0, weight = 0;
        foreach (var (rows, likeness) in replies)
        {
            foreach (LineRow row in rows.Take(LinesOfReply).Where(row => row.Line.player != line))
            {
                double counts = Math.Exp(Sharpness * likeness);
                same += counts * VectorMath.Dot(acts, ActsOf(row.Line.player));
                weight += counts;
            }
        }

        return weight > 0 ? (float)(same / weight) : 0;
    }

    float[] ActsOf(string line) => _actsOf.GetOrAdd(line, text => _stock.Classifier.Guess(text).Probabilities);
}

/// <summary>What a memory says of a line and a reply. Likenesses are −1 to 1.</summary>
/// <param name="SameAct">How likely the line is meant to do the same as those that near replies were said to, 0 to 1.</param>
/// <param name="Known">Likeness of the reply to the nearest remembered one; 1 if it is one.</param>
/// <param name="LineOfKnown">Likeness of the line to the nearest that this one was said to.</param>
/// <param name="Both">The best product of these two among near replies.</param>
/// <param name="NearLine">Likeness of the line to the nearest remembered one.</param>
/// <param name="Theirs">Likeness of the reply to what was said to near lines, a weighted mean.</param>
readonly record struct SenseNeighbours(float SameAct, float Known, float LineOfKnown, float Both, float NearLine, float Theirs);
