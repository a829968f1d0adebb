using System.Text.Json.Serialization;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>What a reply is worth: each part of the headline, and why one failed.</summary>
/// <param name="Style">In her voice.</param>
/// <param name="Fact">Holds an accepted text, if there are any, and no rejected one.</param>
/// <param name="Supported">Claims nothing that nobody told.</param>
/// <param name="CleanStop">Came to an end by itself.</param>
/// <param name="Refuses">Declines to answer: right where nothing is known, wrong elsewhere.</param>
/// <param name="Faults">Of the parts that failed.</param>
sealed record ReplyScore(bool Style, bool Fact, bool Supported, bool CleanStop, bool Refuses, IReadOnlyList<Fault> Faults)
{
    /// <summary>The headline: all parts together.</summary>
    [JsonIgnore]
    public bool Passes => Style && Fact && Supported && CleanStop;
}
