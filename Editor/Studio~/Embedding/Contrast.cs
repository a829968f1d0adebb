namespace Ojousama.Studio.Embedding;

/// <summary>A text, and candidates of which one belongs to it.</summary>
/// <param name="Text">Index of its vector.</param>
/// <param name="Candidates">Indices of theirs; the others of a batch are candidates too.</param>
/// <param name="Gold">Which of <paramref name="Candidates"/>.</param>
readonly record struct Contrast(int Text, IReadOnlyList<int> Candidates, int Gold);
