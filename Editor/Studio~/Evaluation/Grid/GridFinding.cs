using System.Globalization;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Grid;

/// <summary>Whether tuning and recall together beat every other cell of the same sheet: what failed in the report.</summary>
static class GridFinding
{
    /// <param name="cells">Of one sheet.</param>
    /// <returns>Null if there is no tuned cell with recall, or nothing beside it.</returns>
    public static LocalText? Of(IReadOnlyList<(GridCell Cell, IReadOnlyList<QuestionResult> Results)> cells)
    {
        var tuned = cells.FirstOrDefault(c => c.Cell.IsTunedWithRecall);
        var best = cells.Where(c => !c.Cell.IsTunedWithRecall).OrderByDescending(c => new RunMeasures(c.Results).Headline.Share.Value).FirstOrDefault();
        if (tuned.Cell == null || best.Cell == null)
            return null;
        Dictionary<string, bool> passes = tuned.Results.ToDictionary(r => r.Id, r => r.Score!.Passes);
        var test = new PairedTest([.. best.Results.Where(r => passes.ContainsKey(r.Id)).Select(r => (r.Score!.Passes, passes[r.Id]))]);
        var (english, japanese) = test.Interval.Low > 0
            ? ("so tuning and RAG together are better", "学習とRAGの併用が上回ります")
            : test.Difference > 0
                ? ("which so few questions cannot tell from 0", "ただし、この質問数では0と区別できません")
                : ("NOT above 0: tuning and RAG together are no better here", "0を上回りません：学習とRAGの併用は、ここでは優れていません");
        string figure = test.ToString();
        return new LocalText(
            string.Create(CultureInfo.InvariantCulture, $"{tuned.Cell.Facts} facts: tuned with RAG {100 * test.Second.Value:F1} %, the best other cell ({best.Cell.Name.English}) {100 * test.First.Value:F1} %: {figure}; {english}."),
            string.Create(CultureInfo.InvariantCulture, $"事実{tuned.Cell.Facts}件：学習あり＋RAG {100 * test.Second.Value:F1} %、他で最良のセル（{best.Cell.Name.Japanese}）{100 * test.First.Value:F1} %、差 {figure}。{japanese}。"));
    }
}
