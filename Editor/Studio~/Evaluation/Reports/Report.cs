using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>What pages tell: one run, or several beside each other.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Findings">Said before all figures.</param>
/// <param name="Runs">At least one.</param>
sealed record Report(LocalText Title, IReadOnlyList<LocalText> Findings, IReadOnlyList<ReportRun> Runs)
{
    /// <summary>Measures of which some run has cases, each with the share of every run.</summary>
    public IEnumerable<IReadOnlyList<Measure>> Measures
    {
        get
        {
            Measure[][] all = [.. Runs.Select(r => (Measure[])[r.Measures.Headline, .. r.Measures.Parts, .. r.Measures.Sense, .. r.Measures.Others])];
            return Enumerable.Range(0, all[0].Length).Select(i => (IReadOnlyList<Measure>)[.. all.Select(run => run[i])]).Where(row => row.Any(m => m.Share.Total > 0));
        }
    }
}

/// <summary>A run on a page.</summary>
/// <param name="Name">Of it.</param>
/// <param name="Header">What was asked of whom.</param>
/// <param name="Results">What came of it.</param>
sealed record ReportRun(LocalText Name, RunHeader Header, IReadOnlyList<QuestionResult> Results)
{
    public RunMeasures Measures { get; } = new(Results);
}
