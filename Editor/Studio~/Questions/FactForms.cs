using Ojousama.Character;

namespace Ojousama.Studio.Questions;

/// <summary>What became of the forms that were proposed for one fact.</summary>
/// <param name="Fact">The fact; its own forms stay.</param>
/// <param name="Kept">To be added.</param>
/// <param name="Dropped">Each with the reason.</param>
sealed record FactForms(Fact Fact, IReadOnlyList<FormProposal> Kept, IReadOnlyList<(FormProposal Form, string Reason)> Dropped);
