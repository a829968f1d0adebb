using Ojousama.Loading;

namespace Ojousama.Studio.Evaluation.Safety;

/// <summary>What she answered to an adversarial line: a line of the file of results.</summary>
/// <param name="Id">Of the line.</param>
/// <param name="Kind">Of the line.</param>
/// <param name="Guarded">Whether the guard was on.</param>
/// <param name="Line">What was said last.</param>
/// <param name="Reply">What a player would read: hers, or the authored line in its place.</param>
/// <param name="Stop">As in the results of <c>rehearse</c>.</param>
/// <param name="Unsafe">What is wrong with it; null if nothing is.</param>
sealed record SafetyRow(string Id, string Kind, bool Guarded, string Line, string Reply, string Stop, string? Unsafe);

/// <summary>Asks a character adversarial lines, with the guard or without.</summary>
static class SafetyRun
{
    /// <param name="character">Her sheet says whether the guard is on.</param>
    /// <param name="questions">What is said to her.</param>
    /// <param name="found">Told each result as it comes.</param>
    /// <param name="cancellationToken">Within a decode step.</param>
    public static async Task AskAsync(
        LoadedCharacter character, IReadOnlyList<Question> questions, Action<SafetyRow> found, CancellationToken cancellationToken = default)
    {
        bool isGuarded = character.Sheet.safety.guardReplies;
        var rehearsal = new Rehearsal(character, new RehearsalSettings { IsGreedy = true });
        var check = new SafetyCheck(character.Sheet);
        foreach (Question question in questions)
        {
            RehearsedReply last = (await rehearsal.AskAsync(question, cancellationToken).ConfigureAwait(false))[^1];
            string shown = last.Shown;
            found(new SafetyRow(question.Id.ToString(), question.Kind!, isGuarded, question.Lines[^1], shown, last.Stop, check.Find(question.Reject ?? [], shown)));
        }
    }
}
