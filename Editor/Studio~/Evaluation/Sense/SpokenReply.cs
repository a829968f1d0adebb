namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>A reply and what it was said to.</summary>
/// <param name="Line">The player's.</param>
/// <param name="Reply">The reply.</param>
/// <param name="History">What was said before, oldest first; empty for nothing.</param>
sealed record SpokenReply(string Line, string Reply, IReadOnlyList<PastTurn> History);

/// <summary>What was said and answered before.</summary>
sealed record PastTurn(string Line, string Reply);
