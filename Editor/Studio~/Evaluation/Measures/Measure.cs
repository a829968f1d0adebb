using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Measures;

/// <summary>A share that a run came to, with what it should be.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Share">Of no cases where nothing of the kind was asked.</param>
/// <param name="Goal">0 to 1; null for none.</param>
/// <param name="IsLessBetter">Whether the goal is a bound from above.</param>
sealed record Measure(LocalText Name, Share Share, double? Goal = null, bool IsLessBetter = false)
{
    /// <summary>Whether the goal is met; null without one, or without cases.</summary>
    public bool? IsMet => Goal is { } goal && Share.Total > 0 ? IsLessBetter ? Share.Value <= goal : Share.Value >= goal : null;
}
