using Ojousama.Character;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Which rows a character may remember as lines of her own: those whose reply stands without any fact or former turn.</summary>
static class RememberedRows
{
    /// <param name="rows">Of any voice.</param>
    /// <param name="voices">Whose replies are taken.</param>
    public static IReadOnlyList<SampleLine> Of(IEnumerable<DatasetRow> rows, IReadOnlyCollection<string> voices) =>
    [
        .. rows.Where(row => row.Turns.Count == 1 && voices.Contains(row.Voice))
            .Select(row => row.Turns[0])
            .Where(turn => turn.Facts.Count == 0)
            .DistinctBy(turn => (turn.Question, turn.Reply))
            .Select(turn => new SampleLine { player = turn.Question, reply = turn.Reply }),
    ];
}
