namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Finds replies that say a stretch of a training line word for word: a sign that lines were learnt by heart.</summary>
sealed class CopyCheck
{
    /// <summary>Characters of a stretch; shorter ones are turns of phrase.</summary>
    public const int Stretch = 20;

    readonly HashSet<string> _stretches = [];

    public CopyCheck(IEnumerable<string> trainingReplies)
    {
        foreach (string reply in trainingReplies)
            _stretches.UnionWith(Of(reply));
    }

    public bool IsCopy(string reply) => Of(reply).Any(_stretches.Contains);

    static IEnumerable<string> Of(string reply) => Enumerable.Range(0, Math.Max(0, reply.Length - Stretch + 1)).Select(at => reply.Substring(at, Stretch));
}
