using System.Globalization;
using System.Text;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>A report as Markdown, for a repository or an issue: the page's tables, and every reply that failed.</summary>
static class MarkdownPage
{
    /// <param name="path">Of the page; one that is there is replaced.</param>
    /// <param name="report">What it tells.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, Report report) => AtomicFile.WriteText(path, Of(report));

    static string Of(Report report)
    {
        var page = new StringBuilder();
        page.AppendLine($"# {Both(report.Title)}").AppendLine();
        foreach (LocalText finding in report.Findings)
            page.AppendLine($"- {Escape(finding.English)}").AppendLine($"- {Escape(finding.Japanese)}");
        page.AppendLine().AppendLine($"## {Both(Words.Runs)}").AppendLine();
        Row(page, new[] { Words.Run, Words.Model, Words.Replies, Words.Headline, Words.Prompt, Words.FirstCharacter, Words.Speed, Words.Length }.Select(Both));
        Row(page, Enumerable.Repeat("---", 8));
        foreach (ReportRun run in report.Runs)
        {
            RunMeasures m = run.Measures;
            Row(page, [
                Both(run.Name), Escape($"{run.Header.Model} {run.Header.Adapter}"), Number(run.Results.Count), m.Headline.Share.ToString(), Number(m.PromptTokens), Number(m.FirstMs),
                m.TokensPerSecond.ToString("F1", CultureInfo.InvariantCulture), $"{Number(m.Length.Median)}, {Number(m.Length.P95)}"]);
        }

        page.AppendLine().AppendLine($"## {Both(Words.Measures)}").AppendLine();
        Row(page, [Both(Words.Measure), Both(Words.Goal), .. report.Runs.Select(r => Both(r.Name))]);
        Row(page, Enumerable.Repeat("---", 2 + report.Runs.Count));
        foreach (IReadOnlyList<Measure> row in report.Measures)
            Row(page, [Both(row[0].Name), Goal(row[0]), .. row.Select(m => m.Share.ToString())]);

        foreach (ReportRun run in report.Runs)
        {
            page.AppendLine().AppendLine($"## {Both(run.Name)}: {Both(Words.Failed)}").AppendLine();
            foreach (QuestionResult result in run.Results.Where(r => !r.Passes))
                Add(page, result);
        }

        return page.ToString();
    }

    static void Add(StringBuilder page, QuestionResult result)
    {
        SpokenTurn last = result.Turns[^1];
        page.AppendLine($"<details><summary>{Escape(result.Id)}: {Escape(last.Line)} → {Escape(last.Reply)}</summary>").AppendLine();
        foreach (SpokenTurn turn in result.Turns)
            page.AppendLine($"- {Escape(turn.Line)} → {Escape(turn.Reply)} ({Both(Words.Facts)}: {Escape(string.Join(' ', turn.Facts))})");
        foreach (LocalText why in result.Score?.Faults.Select(Words.Of) ?? [])
            page.AppendLine($"- **{Escape(why.English)} / {Escape(why.Japanese)}**");
        page.AppendLine().AppendLine("</details>");
    }

    static void Row(StringBuilder page, IEnumerable<string> cells) => page.AppendLine($"| {string.Join(" | ", cells)} |");

    static string Goal(Measure measure) =>
        measure.Goal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"{(measure.IsLessBetter ? "≤" : "≥")} {100 * goal:F0} %") : "";

    static string Number(double number) => number.ToString("F0", CultureInfo.InvariantCulture);

    static string Both(LocalText text) => Escape(text.English == text.Japanese ? text.English : $"{text.English} / {text.Japanese}");

    /// <summary>What players type is text: neither markup nor the end of a cell.</summary>
    static string Escape(string text) => string.Concat(text.Select(c => @"\`*_{}[]<>#|~".Contains(c) ? $"\\{c}" : c == '\n' ? " " : c.ToString()));
}
