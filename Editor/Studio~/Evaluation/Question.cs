using System.Text.Json;
using System.Text.Json.Serialization;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation;

/// <summary>Something to ask a character: one line, or the lines of a whole conversation.</summary>
/// <param name="Id">A text or a number that no other question of the file has; results carry it as it is.</param>
/// <param name="Text">The player's line; null if there are several.</param>
/// <param name="Turns">The player's lines, said one after the other in one conversation; null for a single line.</param>
/// <param name="Facts">What the model is told instead of what recall finds; null to let recall find it.</param>
/// <param name="Kind">What it asks for, e.g. <c>own</c>; only scoring looks at this and what follows. See <see cref="QuestionKinds"/>.</param>
/// <param name="Sheet">Name of the sheet that it is about; null for any.</param>
/// <param name="Accept">Texts of which the last reply has to hold one; empty for no such demand.</param>
/// <param name="Reject">Texts of which it must hold none.</param>
sealed record Question(
    JsonElement Id,
    [property: JsonPropertyName("question")] string? Text = null,
    IReadOnlyList<string>? Turns = null,
    IReadOnlyList<string>? Facts = null,
    string? Kind = null,
    string? Sheet = null,
    IReadOnlyList<string>? Accept = null,
    IReadOnlyList<string>? Reject = null)
{
    const string Example = """{"id": "1", "question": "お名前は？"}""";
    const string TalkExample = """{"id": "1", "turns": ["おはよう", "お名前は？"]}""";

    /// <summary>The player's lines, at least one.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines => Turns ?? [Text!];

    /// <summary>Reads a file of questions.</summary>
    /// <exception cref="OjousamaException">The message names the file, the line and the cure.</exception>
    public static IReadOnlyList<Question> ReadAll(string path)
    {
        var lines = JsonLines.Read<Question>(path, Example);
        if (lines.Count == 0)
            throw new OjousamaException($"{path} holds no question", $"Write one a line, like this: {Example}");

        var seen = new Dictionary<string, int>();
        foreach (var line in lines)
        {
            Question question = line.Value;
            if (question.Id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                throw line.Error("its id is neither a text nor a number", $"Write it like this: {Example}");
            if (!seen.TryAdd(question.Id.ToString(), line.Number))
                throw line.Error($"its id {question.Id} is that of line {seen[question.Id.ToString()]} too", "Give each question an id of its own");
            if (question.Text == null == (question.Turns == null))
                throw line.Error(question.Text == null ? "it lacks 'question' or 'turns'" : "it has both 'question' and 'turns'", $"Write one of the two: {Example} or {TalkExample}");
            if (question.Turns is { } turns && (turns.Count == 0 || turns.Contains(null!)))
                throw line.Error("its turns are empty, or one of them is null", $"Write them like this: {TalkExample}");
            if (question.Facts?.Contains(null!) == true)
                throw line.Error("one of its facts is null", "Leave the fact out");
            if (question.Accept?.Concat(question.Reject ?? []).Any(string.IsNullOrWhiteSpace) == true)
                throw line.Error("one of its texts to accept or reject is empty", "Leave the text out");
        }

        return [.. lines.Select(line => line.Value)];
    }
}
