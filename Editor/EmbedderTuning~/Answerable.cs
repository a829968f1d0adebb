using Ojousama.Studio.Datasets;

namespace Ojousama.EmbedderTuning;

/// <summary>A question and the facts that it was asked beside; one of them answers it, or none.</summary>
/// <param name="Question">The player's words.</param>
/// <param name="Facts">Of one character.</param>
/// <param name="Gold">Which answers; -1 for none.</param>
sealed record Answerable(string Question, IReadOnlyList<string> Facts, int Gold)
{
    /// <summary>Those of rows of dialogue, each once.</summary>
    public static IEnumerable<Answerable> Of(IEnumerable<DatasetRow> rows) => rows.SelectMany(row => row.Turns).Where(turn => turn.Facts.Count > 0)
        .Select(turn => new Answerable(turn.Question, [.. turn.Facts], turn.Gold ?? -1))
        .DistinctBy(a => (a.Question, string.Join('|', a.Facts.Order())));

    /// <summary>Those of characters.</summary>
    public static IEnumerable<Answerable> Of(IEnumerable<AskedCharacter> characters) =>
        characters.SelectMany(c => c.Questions.Select(asked => new Answerable(asked.Question, c.Facts, asked.Gold ?? -1)));
}
