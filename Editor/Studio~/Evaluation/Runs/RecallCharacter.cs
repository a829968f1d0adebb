namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>A character of a few facts without question forms, and what is asked about them: measures recall alone.</summary>
/// <param name="Name">Unlike that of any other in the files.</param>
/// <param name="Facts">One sentence each.</param>
/// <param name="Questions">Each with the index of the fact that answers it.</param>
sealed record RecallCharacter(string Name, IReadOnlyList<string> Facts, IReadOnlyList<RecallCharacter.Asked> Questions)
{
    /// <summary>A question and its fact.</summary>
    public sealed record Asked(string Question, int Gold);

    /// <summary>Id of a question's result.</summary>
    public string IdOf(int question) => $"{Name} {question + 1}";
}
