using Ojousama.Studio.Evaluation.Runs;
using System.Text.Json.Serialization;
using Ojousama.Studio.Evaluation.Pairwise;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>Two replies to a line of which a person thinks one the better: a line of a file that a judge is tested with.</summary>
/// <param name="Line">The player's.</param>
/// <param name="A">A reply.</param>
/// <param name="B">Another.</param>
/// <param name="Better">Which is better.</param>
/// <param name="History">What was said before, oldest first; null for nothing.</param>
/// <param name="Facts">What she was told; null for nothing but her sheet.</param>
sealed record LabelledPair(string Line, string A, string B, BetterReply Better, IReadOnlyList<LabelledPair.Past>? History = null, IReadOnlyList<string>? Facts = null)
{
    const string Example = """{"line": "お名前は？", "a": "小野寺絢音と申しますわ", "b": "名前は太郎だよ", "better": "a"}""";

    /// <exception cref="OjousamaException">The file is empty, or a line is unfit.</exception>
    public static IReadOnlyList<LabelledPair> ReadAll(string path)
    {
        var lines = JsonLines.Read<LabelledPair>(path, Example);
        foreach (JsonLine<LabelledPair> line in lines)
        {
            if (line.Value.A == line.Value.B)
                throw line.Error("its two replies are the same", "Leave it out: nobody can tell which is better");
        }

        return lines.Count > 0 ? [.. lines.Select(l => l.Value)] : throw new OjousamaException($"{path} holds no pair", $"Write one a line, like this: {Example}");
    }

    /// <summary>What a person's votes say: a pair for each situation that one system won.</summary>
    /// <param name="votes">On these systems.</param>
    /// <param name="systems">Whose replies were voted on. Of a talk the last turn is what is judged.</param>
    public static IReadOnlyList<LabelledPair> Of(IEnumerable<Vote> votes, IReadOnlyList<SystemReplies> systems)
    {
        var byName = systems.ToDictionary(s => s.Name, s => s.Situations);
        var pairs = new List<LabelledPair>();
        foreach (Match match in Match.Of(votes).Where(m => m.ScoreOfA != Match.Tie))
        {
            if (!byName.TryGetValue(match.A, out var a) || !byName.TryGetValue(match.B, out var b)
                || !a.TryGetValue(match.Situation, out Answered? left) || !b.TryGetValue(match.Situation, out Answered? right) || left.Turns.Count > 1)
                continue; // two talks have two histories
            pairs.Add(new LabelledPair(
                left.Turns[0].Line, left.Turns[0].Reply, right.Turns[0].Reply, match.ScoreOfA == 1 ? BetterReply.A : BetterReply.B, null, left.Turns[0].Facts));
        }

        return pairs;
    }

    /// <summary>What was said and answered before.</summary>
    internal sealed record Past(string Line, string Reply);
}

/// <summary>Which of two replies is better.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BetterReply>))]
enum BetterReply
{
    [JsonStringEnumMemberName("a")]
    A,

    [JsonStringEnumMemberName("b")]
    B,
}
