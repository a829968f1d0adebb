using Ojousama.Character;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Scores replies of one character. Deterministic, no model; thread-safe.</summary>
/// <param name="sheet">Who replies.</param>
/// <param name="lines">What she has said elsewhere: her endings are learnt from it.</param>
sealed class ReplyScorer(CharacterSheet sheet, IReadOnlyList<string> lines)
{
    readonly StyleCheck _style = new(sheet, lines);
    readonly string[] _facts =
    [
        sheet.name, sheet.reading, sheet.namePlate, sheet.age > 0 ? $"{sheet.age}歳" : "", .. sheet.facts.Select(fact => fact.text),
    ];

    /// <summary>Scores the reply to the last turn of a question.</summary>
    /// <param name="question">What was said, and what is accepted.</param>
    /// <param name="reply">What came of it.</param>
    public ReplyScore Score(Question question, RehearsedReply reply)
    {
        string shown = reply.Shown;
        var faults = new List<Fault>();
        bool style = Passes(_style.Find(shown));
        bool fact = Passes(FindInAnswer(question, shown));
        // Where a question brings facts, those of the sheet are not true.
        bool supported = Passes(ClaimCheck.Find(shown, [.. question.Facts ?? _facts, .. reply.Facts, .. question.Lines]));
        bool stop = Passes(StopCheck.Find(reply.Reply, reply.Stop, QuestionKinds.MayRefuse(question.Kind)));
        return new ReplyScore(style, fact, supported, stop, Refusal.IsIn(shown), faults);

        bool Passes(Fault? fault)
        {
            if (fault != null)
                faults.Add(fault);
            return fault == null;
        }
    }

    /// <summary>Whether a reply is in her voice.</summary>
    public bool IsInVoice(RehearsedReply reply) => _style.Find(reply.Shown) == null;

    static Fault? FindInAnswer(Question question, string reply)
    {
        if (question.Reject?.Select(text => new ExpectedText(text)).FirstOrDefault(text => text.IsIn(reply)) is { } rejected)
            return new Fault(FaultCode.Rejected, rejected.Text);
        if (question.Accept is { Count: > 0 } accept && !accept.Any(text => new ExpectedText(text).IsIn(reply)))
            return new Fault(FaultCode.Missing, string.Join('・', accept));
        return null;
    }
}
