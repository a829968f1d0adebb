namespace Ojousama.Studio.Questions;

/// <summary>A question form that might stand beside a fact.</summary>
/// <param name="Text">The question.</param>
/// <param name="Source">Who thought of it.</param>
sealed record FormProposal(string Text, FormSource Source);

/// <summary>Who thought of a form.</summary>
enum FormSource
{
    /// <summary><see cref="FactPatterns"/>.</summary>
    Pattern,

    /// <summary>The adapter that was trained to ask, <see cref="Asker"/>.</summary>
    Asker,
}
