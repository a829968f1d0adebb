using System.Text.Json.Serialization;
using Ojousama.Dialogue;

namespace Ojousama.Studio.Evaluation;

/// <summary>How a character is rehearsed. What is not said here is as in the game.</summary>
sealed record RehearsalSettings
{
    /// <summary>What she is told before she answers.</summary>
    public Knowledge Knowledge { get; init; } = Knowledge.Recalled;

    /// <summary>Whether her LoRA adapter speaks, or the bare base model.</summary>
    public bool UsesAdapter { get; init; } = true;

    /// <summary>Whether the most likely token is taken always, or the sheet's sampling decides.</summary>
    public bool IsGreedy { get; init; }

    /// <summary>Whether only the model speaks: no remembered lines, no memory of the player, and nothing checked.</summary>
    [JsonIgnore]
    public bool IsPlain
    {
        get => Parts == AnswerParts.None;
        init => Parts = value ? AnswerParts.None : AnswerParts.All;
    }

    /// <summary>What helps facts and model to an answer.</summary>
    public AnswerParts Parts { get; init; } = AnswerParts.All;

    /// <summary>Whether she keeps in mind what the player tells.</summary>
    public bool HasMemory { get; init; } = true;

    /// <summary>Whether facts are found by their question forms too.</summary>
    public bool HasForms { get; init; } = true;

    /// <summary>A question's own seed comes from this and its id, so that it draws the same numbers wherever it stands in a file.</summary>
    public uint Seed { get; init; }
}

/// <summary>What a character is told with a line.</summary>
enum Knowledge
{
    /// <summary>No fact: neither what recall finds nor what a question brings.</summary>
    None,

    /// <summary>What recall finds, or what a question brings.</summary>
    Recalled,

    /// <summary>Every fact of the sheet, or what a question brings.</summary>
    Whole,
}
