using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall.Lines;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>What each line of the rows recalls of the other rows' lines, found once and used in every epoch. A line never recalls itself.</summary>
/// <remarks>A row finds neither itself nor another row of its scene (<see cref="SceneOf"/>): it would be told the reply that it is to learn.</remarks>
sealed class RecalledLines
{
    /// <summary>Lines looked up for each, since those of its own scene are passed over.</summary>
    const int Depth = 2 * LineExamples.Candidates;

    readonly Dictionary<(CharacterSheet Sheet, string Question), IReadOnlyList<RememberedLine>> _recalled = [];
    readonly Dictionary<CharacterSheet, IReadOnlyList<SampleLine>> _bySheet = [];
    readonly HashSet<(string Scene, string Reply)> _scenes = [];

    /// <param name="rows">Whose lines are looked up among each other.</param>
    /// <param name="cast">Who remembers which.</param>
    /// <param name="embedder">Used here only.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between lines.</param>
    public static async Task<RecalledLines> FindAsync(
        IReadOnlyList<DatasetRow> rows, VoiceCast cast, IEmbedder embedder, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var found = new RecalledLines();
        foreach (DatasetRow row in rows)
            found._scenes.UnionWith(row.Turns.Select(turn => (SceneOf(row), turn.Reply)));
        int done = 0;
        foreach (var hers in rows.GroupBy(row => cast.For(row)!.Value.Sheet))
        {
            // As in play: the sheet's own lines, and those of a line file made from the rows of her voices.
            string[] voices = [.. hers.Select(row => row.Voice).Distinct()];
            SampleLine[] lines = [.. hers.Key.sampleLines, .. RememberedRows.Of(hers, voices)];
            LineIndex index = await LineIndex.BuildAsync(lines, null, embedder, cancellationToken).ConfigureAwait(false);
            found._bySheet[hers.Key] = lines;
            foreach (DatasetRow row in hers)
            {
                foreach (string question in row.Turns.Select(turn => turn.Question).Where(q => !found._recalled.ContainsKey((hers.Key, q))))
                    found._recalled[(hers.Key, question)] = await index.RecallAsync(question, Depth, cancellationToken).ConfigureAwait(false);
                progress?.Report(++done / (float)rows.Count);
            }
        }

        return found;
    }

    /// <summary>What play would show for a turn of a row, were the row not among the lines.</summary>
    public IReadOnlyList<Example> For(CharacterSheet sheet, DatasetRow row, DatasetTurn turn, int count) =>
        LineExamples.Choose(_recalled[(sheet, turn.Question)], line => !IsOfScene(row, turn, line.PlayerLine, line.Reply), count);

    /// <summary>A line of hers that has nothing to do with the turn, as a recall that went wrong brings up.</summary>
    public IReadOnlyList<Example> Unfit(CharacterSheet sheet, DatasetRow row, DatasetTurn turn, Random random)
    {
        IReadOnlyList<SampleLine> lines = _bySheet[sheet];
        if (lines.Count == 0)
            return [];
        SampleLine line = lines[random.Next(lines.Count)];
        return IsOfScene(row, turn, line.player, line.reply) ? [] : [new Example(line.player, line.reply)];
    }

    bool IsOfScene(DatasetRow row, DatasetTurn turn, string line, string reply) =>
        _scenes.Contains((SceneOf(row), reply)) || ClusterSplit.Normalize(line) == ClusterSplit.Normalize(turn.Question);

    /// <summary>What rows have in common that are one remark in several wordings: <c>w-10001</c> and <c>w-10001b</c>.</summary>
    static string SceneOf(DatasetRow row)
    {
        string digits = row.Id.TrimEnd([.. Enumerable.Range('a', 'z' - 'a' + 1).Select(c => (char)c)]);
        return digits.Length > 0 && char.IsDigit(digits[^1]) ? digits : row.Id;
    }
}
