using System.Text.Json.Serialization;

namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>One look at two replies to the same line, and which was the better: a line of a file of votes.</summary>
/// <param name="Situation">Id of the question.</param>
/// <param name="First">System whose reply was shown first.</param>
/// <param name="Second">System whose reply was shown second.</param>
/// <param name="Better">The verdict, by place and not by system.</param>
sealed record Vote(string Situation, string First, string Second, [property: JsonPropertyName("vote")] Verdict Better)
{
    public const string Example = """{"situation": "1", "first": "a", "second": "b", "vote": "first"}""";
}

/// <summary>Which of two was better, by the place in which it was shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
enum Verdict
{
    [JsonStringEnumMemberName("first")]
    First,

    [JsonStringEnumMemberName("second")]
    Second,

    [JsonStringEnumMemberName("tie")]
    Tie,
}
