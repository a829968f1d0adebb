using System.Text.Json.Serialization;
using Ojousama.Studio.Evaluation.Scoring;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>A question, its replies and their score: a line of a file of results.</summary>
/// <param name="Id">The question's; unlike any other in the file.</param>
/// <param name="Kind">See <see cref="QuestionKinds"/>.</param>
/// <param name="Turns">What was said; a single turn without a reply for a question of recall.</param>
/// <param name="Score">Of the last reply; null for a question of recall.</param>
/// <param name="IsCopy">Whether a generated reply says a training line word for word.</param>
/// <param name="Repeats">Whether a reply says what she said before in this conversation.</param>
/// <param name="Rank">Place of the right fact among those found, from 1; 0 if it was not; null where no fact was looked for.</param>
/// <param name="Points">Of a long conversation: whether a fact was right, by turn; null elsewhere.</param>
sealed record QuestionResult(
    string Id,
    string Kind,
    IReadOnlyList<SpokenTurn> Turns,
    ReplyScore? Score,
    bool IsCopy = false,
    bool Repeats = false,
    int? Rank = null,
    IReadOnlyList<StabilityPoint>? Points = null)
{
    /// <summary>All parts of the headline; of recall, the fact among the first three.</summary>
    [JsonIgnore]
    public bool Passes => Score?.Passes ?? Rank is >= 1 and <= 3;
}

/// <summary>Whether she still knew a fact at a turn of a long conversation.</summary>
/// <param name="Turn">From 1.</param>
/// <param name="Fact">Whether her reply stated it.</param>
sealed record StabilityPoint(int Turn, bool Fact);
