using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>What a person thinks of a reply: a line of a file of verdicts.</summary>
/// <param name="Line">The player's.</param>
/// <param name="Reply">The reply to it.</param>
/// <param name="Verdict">1 if the reply answers the line, 0 if it does not.</param>
/// <param name="Sense">How well, 1 to 7; null if the person did not say.</param>
/// <param name="History">What was said before, oldest first; null for nothing.</param>
sealed record HandVerdict(string Line, string Reply, int Verdict, int? Sense = null, IReadOnlyList<PastTurn>? History = null)
{
    const string Example = """{"line": "傘、忘れちゃった", "history": [{"line": "雨だね", "reply": "ええ、静かな雨ですこと"}], "reply": "わたくしの傘にお入りになって", "verdict": 1, "sense": 7}""";

    /// <summary>The reply, and what it was said to.</summary>
    public SpokenReply Spoken => new(Line, Reply, History ?? []);

    /// <exception cref="OjousamaException">The file is empty or a line is unfit, or all verdicts are the same.</exception>
    public static IReadOnlyList<HandVerdict> ReadAll(string path)
    {
        var lines = JsonLines.Read<HandVerdict>(path, Example);
        foreach (JsonLine<HandVerdict> line in lines)
        {
            if (line.Value.Verdict is not (0 or 1))
                throw line.Error($"its verdict is {line.Value.Verdict}", "Write 1 if the reply answers the line, and 0 if it does not");
            if (line.Value.Sense is < 1 or > 7)
                throw line.Error($"its sense is {line.Value.Sense}", "Write a number from 1 to 7, or leave it out");
            if (line.Value.Line.Length == 0 || line.Value.Reply.Length == 0)
                throw line.Error("its line or its reply is empty", $"Write it like this: {Example}");
        }

        if (lines.Select(l => l.Value.Verdict).Distinct().Count() < 2)
            throw new OjousamaException($"{path} holds no verdict 0, or no verdict 1", $"Write some of either, a line each: {Example}");
        return [.. lines.Select(l => l.Value)];
    }
}
