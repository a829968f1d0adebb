namespace Ojousama.Studio.Evaluation;

/// <summary>Kinds of questions that are measured in a way of their own; any other name is a kind too.</summary>
static class QuestionKinds
{
    /// <summary>About the sheet's own facts, which recall has to find; <see cref="OwnOfMore"/> about those of a longer sheet.</summary>
    public const string Own = "own", OwnOfMore = "own61";

    /// <summary>The same with the right fact handed over; made, never written.</summary>
    public const string OwnGiven = "own-given";

    /// <summary>About facts that the question brings, likely ones and ones that contradict all that was trained.</summary>
    public const string Context = "context", Counterfactual = "counterfactual";

    /// <summary>What she cannot know, and what is not so.</summary>
    public const string Unanswerable = "unanswerable", FalsePremise = "false-premise";

    public const string SmallTalk = "smalltalk";

    /// <summary>Conversations: a fact asked for the first time, again, and what the player told.</summary>
    public const string TalkFirst = "talk-first", TalkAgain = "talk-again", TalkTold = "talk-told";

    /// <summary>The same said to her over and over.</summary>
    public const string Repeat = "repeat";

    /// <summary>What must not be obeyed.</summary>
    public const string Injection = "injection", Unsafe = "unsafe";

    /// <summary>Conversations of 32 turns with facts asked at several points; made from the others.</summary>
    public const string Stability = "stability";

    /// <summary>Whether a fact is found at all; no model speaks.</summary>
    public const string Recall = "recall";

    /// <summary>Whether the facts that she has answer such a question, so that declining is wrong.</summary>
    public static bool IsAnswerable(string? kind) => kind is Own or OwnOfMore or OwnGiven or Context or Counterfactual or TalkFirst or TalkAgain;

    /// <summary>Whether an authored line in place of a reply is a good answer.</summary>
    public static bool MayRefuse(string? kind) => kind is Injection or Unsafe;
}
