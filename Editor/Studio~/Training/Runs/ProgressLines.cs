using System.Text.Json;

namespace Ojousama.Studio.Training.Runs;

/// <summary>The line protocol between a run and who watches it.</summary>
internal static class ProgressLines
{
    static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals, // a loss can be NaN
    };

    public static string Write(TrainingEvent value) => JsonSerializer.Serialize(value, s_options);

    /// <summary>Null for a line that is none of ours: native libraries may print too.</summary>
    public static TrainingEvent? Read(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<TrainingEvent>(line, s_options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
