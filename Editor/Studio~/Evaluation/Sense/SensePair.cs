using Ojousama.Studio.Datasets;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Something said, what went before it, and a reply that a writer gave to it.</summary>
/// <param name="Line">What was said.</param>
/// <param name="Context">See <see cref="ContextOf"/>.</param>
/// <param name="Reply">The writer's.</param>
/// <param name="Voice">Who replies.</param>
/// <param name="Group">Pairs of one group share a talk or a reply: they are never learnt from and tested on.</param>
/// <param name="IsOfTalk">Whether it belongs to a talk of several turns.</param>
sealed record SensePair(string Line, string Context, string Reply, string Voice, int Group, bool IsOfTalk)
{
    /// <summary>All turns of rows, each once.</summary>
    public static IReadOnlyList<SensePair> Of(IEnumerable<DatasetRow> rows)
    {
        var groups = new Dictionary<string, int>();
        var seen = new HashSet<(string, string)>();
        var pairs = new List<SensePair>();
        foreach (DatasetRow row in rows)
        {
            if (!groups.TryGetValue(row.Turns[0].Reply, out int group)) // a remark in two wordings has one reply
                groups[row.Turns[0].Reply] = group = groups.Count;
            for (int i = 0; i < row.Turns.Count; i++)
            {
                DatasetTurn? before = i == 0 ? null : row.Turns[i - 1];
                var pair = new SensePair(row.Turns[i].Question, ContextOf(row.Turns[i].Question, before?.Question, before?.Reply), row.Turns[i].Reply, row.Voice, group, row.Turns.Count > 1);
                if (seen.Add((pair.Context, pair.Reply)))
                    pairs.Add(pair);
            }
        }

        return pairs;
    }

    /// <summary>What a reply has to make sense after: the line, led by the exchange before it, as far as there is one.</summary>
    public static string ContextOf(string line, string? lineBefore, string? replyBefore) =>
        string.Join(' ', new[] { lineBefore, replyBefore, line }.Where(text => !string.IsNullOrEmpty(text)));
}
