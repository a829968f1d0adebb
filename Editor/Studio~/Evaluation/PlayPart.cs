using Ojousama.Dialogue;

namespace Ojousama.Studio.Evaluation;

/// <summary>A part of play that can be left out, to see what it brings.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Description">What is gone then.</param>
/// <param name="Without">The same rehearsal without it.</param>
sealed record PlayPart(string Name, string Description, Func<RehearsalSettings, RehearsalSettings> Without)
{
    /// <summary>In the order in which a line comes by them.</summary>
    public static IReadOnlyList<PlayPart> All { get; } =
    [
        new("forms", "question forms of facts", s => s with { HasForms = false }),
        new("memory", "memory of what the player tells", s => s with { HasMemory = false }),
        Of("conversation", "recall by what was said before", AnswerParts.Conversation),
        Of("reranker", "reading line and fact together", AnswerParts.Reranker),
        Of("decision", "the learned decision", AnswerParts.Decision),
        Of("lines", "remembered lines", AnswerParts.Lines),
        Of("stock", "stock replies", AnswerParts.Stock),
        Of("check", "the check of replies", AnswerParts.Check),
        Of("all", "all of these but forms", AnswerParts.All),
    ];

    static PlayPart Of(string name, string description, AnswerParts part) => new(name, description, s => s with { Parts = s.Parts & ~part });
}
