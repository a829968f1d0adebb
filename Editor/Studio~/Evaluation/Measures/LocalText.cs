namespace Ojousama.Studio.Evaluation.Measures;

/// <summary>Words for a reader in either language.</summary>
readonly record struct LocalText(string English, string Japanese);
