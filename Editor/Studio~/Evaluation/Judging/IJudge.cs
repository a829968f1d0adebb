namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>Reads a question, gives its reason, and then chooses.</summary>
interface IJudge : IDisposable
{
    /// <summary>Tells judges apart: their answers are kept by it.</summary>
    string Name { get; }

    /// <exception cref="OjousamaException">It cannot answer at all, now or ever; the message tells which.</exception>
    Task<Judgement> AskAsync(JudgeQuestion question, CancellationToken cancellationToken = default);
}

/// <summary>A question that is answered by one of a few signs.</summary>
/// <param name="Text">All of it, the way of answering included.</param>
/// <param name="Label">What stands before the choice in the answer's last line, e.g. 点数.</param>
/// <param name="Choices">Single characters, e.g. 1 to 7.</param>
sealed record JudgeQuestion(string Text, string Label, IReadOnlyList<string> Choices)
{
    /// <summary>The way of answering that both kinds of judge keep to.</summary>
    public static string WayOfAnswering(string label, string what) =>
        $"まず理由を二文以内で書き、最後の行に「{label}：」に続けて{what}を一つだけ書いてください。";
}

/// <summary>What a judge answered.</summary>
/// <param name="Reason">Its words before the choice.</param>
/// <param name="Probabilities">One a choice, of sum 1: how likely it was; all on one where only the choice is known. Null if the answer names none.</param>
/// <param name="PromptTokens">Tokens read; 0 where nobody tells.</param>
/// <param name="AnswerTokens">Tokens written.</param>
sealed record Judgement(string Reason, IReadOnlyList<double>? Probabilities, int PromptTokens, int AnswerTokens);
