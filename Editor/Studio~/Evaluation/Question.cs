using System.Text.Json;
using System.Text.Json.Serialization;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation;

/// <summary>Something to ask a character.</summary>
/// <param name="Id">A text or a number that no other question of the file has; results carry it as it is.</param>
/// <param name="Text">The player's line.</param>
/// <param name="Facts">What the model is told instead of what recall finds; null to let recall find it.</param>
sealed record Question(JsonElement Id, [property: JsonPropertyName("question")] string Text, IReadOnlyList<string>? Facts = null)
{
    const string Example = """{"id": "1", "question": "お名前は？"}""";

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
            if (line.Value.Id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                throw line.Error("its id is neither a text nor a number", $"Write it like this: {Example}");
            if (!seen.TryAdd(line.Value.Id.ToString(), line.Number))
                throw line.Error($"its id {line.Value.Id} is that of line {seen[line.Value.Id.ToString()]} too", "Give each question an id of its own");
            if (line.Value.Facts?.Contains(null!) == true)
                throw line.Error("one of its facts is null", "Leave the fact out");
        }

        return [.. lines.Select(line => line.Value)];
    }
}
