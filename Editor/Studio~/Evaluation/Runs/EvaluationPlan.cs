using System.Text.Json;
using Ojousama.Studio.Evaluation.Scoring;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>All that one run asks, made once and in order, so that a run that was stopped goes on with the same.</summary>
sealed class EvaluationPlan
{
    const int LongConversations = 2;
    const int QuestionsPerLongConversation = 10; // of a kind: a quick look is not to be held up by 32 turns

    EvaluationPlan(IReadOnlyList<Question> questions, IReadOnlyList<LongConversation> conversations, IReadOnlyList<RecallCharacter> characters, int leftOut)
    {
        Questions = questions;
        Conversations = conversations;
        Characters = characters;
        LeftOut = leftOut;
    }

    /// <summary>Those of the files, and those about own facts once more with the fact handed over.</summary>
    public IReadOnlyList<Question> Questions { get; }

    public IReadOnlyList<LongConversation> Conversations { get; }

    public IReadOnlyList<RecallCharacter> Characters { get; }

    /// <summary>Questions about sheets that are not there.</summary>
    public int LeftOut { get; }

    /// <summary>Results that a whole run has.</summary>
    public int Count => Questions.Count + Conversations.Count + Characters.Sum(c => c.Questions.Count);

    /// <param name="set">The files.</param>
    /// <param name="sheets">Who is asked.</param>
    /// <param name="limitPerKind">Most questions of a kind.</param>
    /// <param name="knowledge">What she is told: without it nothing is handed over.</param>
    /// <exception cref="OjousamaException">Nothing is left to ask.</exception>
    public static EvaluationPlan Make(QuestionSet set, SheetSet sheets, int limitPerKind = int.MaxValue, Knowledge knowledge = Knowledge.Recalled)
    {
        Question[] about = [.. set.Questions.Where(q => sheets.Find(q.Sheet) != null)];
        QuestionSet asked = (set with { Questions = about }).First(limitPerKind);
        if (asked.Questions.Count + asked.Characters.Count == 0)
            throw new OjousamaException($"No question is about the sheet {sheets.Name}", "Name the sheet that the questions have under 'sheet', or leave 'sheet' out of them");
        IEnumerable<Question> given = knowledge == Knowledge.Recalled ? asked.Questions.Select(q => WithFact(q, sheets)).OfType<Question>() : [];
        return new EvaluationPlan(
            [.. asked.Questions, .. given],
            LongConversation.Of(about, Math.Min(LongConversations, limitPerKind / QuestionsPerLongConversation)),
            asked.Characters,
            set.Questions.Count - about.Length);
    }

    /// <summary>Just these questions, which are about the one sheet.</summary>
    public static EvaluationPlan OfQuestions(IReadOnlyList<Question> questions) => new(questions, [], [], leftOut: 0);

    /// <summary>A question about an own fact with the facts of the sheet that hold an accepted text handed over; null if there are none, or it is another.</summary>
    static Question? WithFact(Question question, SheetSet sheets)
    {
        if (question.Kind is not (QuestionKinds.Own or QuestionKinds.OwnOfMore) || question.Facts != null || question.Accept is not { Count: > 0 } accept)
            return null;
        ExpectedText[] expected = [.. accept.Select(text => new ExpectedText(text))];
        string[] facts = [.. sheets.Find(question.Sheet)!.facts.Select(fact => fact.text).Where(fact => expected.Any(text => text.IsIn(fact))).Take(1)];
        return facts.Length == 0
            ? null
            : question with { Id = JsonSerializer.SerializeToElement($"{question.Id} given"), Kind = QuestionKinds.OwnGiven, Facts = facts };
    }
}
