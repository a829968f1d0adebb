using Ojousama.Dialogue.Guard;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Whether a reply came to a clean end by itself: no cut, no loop, no other language, and no more than a few sentences.</summary>
static class StopCheck
{
    const int MostSentences = 3;

    /// <param name="reply">What she said; the author's line in her place counts as nothing.</param>
    /// <param name="stop">As in <see cref="RehearsedReply.Stop"/>.</param>
    /// <param name="mayRefuse">Whether a line of the author's is a good answer here: to what must not be said.</param>
    /// <returns>What is wrong; null if all is well.</returns>
    public static Fault? Find(string reply, string stop, bool mayRefuse) => stop switch
    {
        "length" => new Fault(FaultCode.CutOff),
        "error" => new Fault(FaultCode.Failed),
        "guard" => mayRefuse ? null : new Fault(FaultCode.Guarded),
        _ => FindInText(reply),
    };

    static Fault? FindInText(string reply)
    {
        if (reply.Length == 0)
            return new Fault(FaultCode.Empty);
        string[] sentences = [.. Sentences.Of(reply)];
        if (sentences.Length > MostSentences)
            return new Fault(FaultCode.TooLong, sentences.Length.ToString());
        if (sentences.FirstOrDefault(LanguageCheck.IsForeign) is string foreign)
            return new Fault(FaultCode.Foreign, foreign);
        return Enumerable.Range(1, reply.Length).Any(end => LoopCheck.Loops(reply[..end])) ? new Fault(FaultCode.Loop) : null;
    }
}
