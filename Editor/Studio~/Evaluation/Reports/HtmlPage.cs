using System.Globalization;
using System.Net;
using System.Text;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Scoring;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>A report as a web page of one file, in both languages, that needs no network.</summary>
/// <remarks>Both languages stand in the page, and style sheets show one; the only script looks at the browser's language.</remarks>
static class HtmlPage
{
    const string Style = """
        body { font: 15px/1.6 "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #3a2f3a; max-width: 74rem; margin: 1.5rem auto; padding: 0 1rem }
        h1, h2 { font-weight: 600 } h2 { border-bottom: 2px solid #e8d6e2; margin-top: 2.5rem }
        .finding { background: #f7eff4; border-left: 4px solid #6d4c7d; padding: .5rem .9rem }
        .wide { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0; font-size: 14px }
        th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #eee; vertical-align: top } td.n { white-space: nowrap; font-variant-numeric: tabular-nums }
        td.met { color: #2f7d6d } td.missed { color: #a3342f } svg { max-width: 100%; height: auto; display: block }
        details { margin: .2rem 0 } .reply > summary { cursor: pointer; padding: .15rem .4rem; border-radius: 4px } .reply > summary:hover { background: #f7eff4 }
        .pass > summary::marker { color: #2f7d6d } .fail > summary::marker { color: #a3342f } .fail > summary { background: #fdf3f2 }
        .turn { margin: .4rem 0 .6rem 1.6rem; border-left: 2px solid #e8d6e2; padding-left: .8rem } .who { color: #8a7a86 } .why { color: #a3342f; margin-left: 1.6rem } small { color: #6b5c68 }
        .switch { float: right } #en:checked ~ main :lang(ja).t, #ja:checked ~ main :lang(en).t { display: none } #fails:checked ~ main .pass { display: none }
        """;

    /// <param name="path">Of the page; one that is there is replaced.</param>
    /// <param name="report">What it tells.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, Report report) => AtomicFile.WriteText(path, Of(report));

    static string Of(Report report)
    {
        var page = new StringBuilder();
        page.AppendLine("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.AppendLine($"<title>{Escape(report.Title.English)} {Escape(report.Title.Japanese)}</title><style>{Style}</style>");
        page.AppendLine("<input type=\"radio\" name=\"language\" id=\"en\" checked><label for=\"en\">English</label> <input type=\"radio\" name=\"language\" id=\"ja\"><label for=\"ja\">日本語</label>");
        page.AppendLine($"<input type=\"checkbox\" id=\"fails\"><label for=\"fails\">{Escape(Words.FailuresOnly.English)} / {Words.FailuresOnly.Japanese}</label>");
        page.AppendLine("<script>if (navigator.language.startsWith('ja')) document.getElementById('ja').checked = true;</script>");
        page.AppendLine($"<main lang=\"ja\"><h1>{Both(report.Title)}</h1>");
        foreach (LocalText finding in report.Findings)
            page.AppendLine($"<p class=\"finding\">{Both(finding)}</p>");
        AddCharts(page, report);
        AddRuns(page, report);
        AddMeasures(page, report);
        page.AppendLine($"<h2>{Both(Words.AllReplies)}</h2>");
        foreach (ReportRun run in report.Runs)
            AddReplies(page, run, isOpen: report.Runs.Count == 1);
        return page.AppendLine("</main></html>").ToString();
    }

    static void AddCharts(StringBuilder page, Report report)
    {
        if (report.Runs.Count > 1)
        {
            page.AppendLine($"<h2>{Both(Words.HeadlineOfRuns)}</h2>");
            AddChart(page, t => Charts.Bars([.. report.Runs.Select(r => (t(r.Name), r.Measures.Headline.Share, (double?)null))]));
            return;
        }

        RunMeasures measures = report.Runs[0].Measures;
        Measure[] shown = [.. new[] { measures.Headline }.Concat(measures.Parts).Concat(measures.Sense).Where(m => m.Share.Total > 0)];
        page.AppendLine($"<h2>{Both(Words.SenseOfRun)}</h2>");
        AddChart(page, t => Charts.Bars([.. shown.Select(m => (t(m.Name), m.Share, m.Goal))], row => row == 0));
    }

    /// <summary>Once a language: names stand in the drawing.</summary>
    static void AddChart(StringBuilder page, Func<Func<LocalText, string>, string> draw)
    {
        page.AppendLine($"<div class=\"t chart\" lang=\"en\">{draw(t => t.English)}</div>");
        page.AppendLine($"<div class=\"t chart\" lang=\"ja\">{draw(t => t.Japanese)}</div>");
    }

    static void AddRuns(StringBuilder page, Report report)
    {
        page.AppendLine($"<h2>{Both(Words.Runs)}</h2><div class=\"wide\"><table><tr>");
        foreach (LocalText head in new[] { Words.Run, Words.Model, Words.Replies, Words.Headline, Words.Prompt, Words.FirstCharacter, Words.Speed, Words.Length })
            page.Append($"<th>{Both(head)}</th>");
        page.AppendLine("</tr>");
        foreach (ReportRun run in report.Runs)
        {
            RunMeasures m = run.Measures;
            page.AppendLine(CultureInfo.InvariantCulture, $"<tr><td>{Both(run.Name)}</td><td>{Escape(run.Header.Model)} {Escape(run.Header.Adapter)}</td><td class=\"n\">{run.Results.Count}</td><td class=\"n\">{m.Headline.Share}</td><td class=\"n\">{m.PromptTokens:F0}</td><td class=\"n\">{m.FirstMs:F0}</td><td class=\"n\">{m.TokensPerSecond:F1}</td><td class=\"n\">{m.Length.Median:F0}, {m.Length.P95:F0}</td></tr>");
        }

        page.AppendLine("</table></div>");
    }

    static void AddMeasures(StringBuilder page, Report report)
    {
        page.AppendLine($"<h2>{Both(Words.Measures)}</h2><div class=\"wide\"><table><tr><th>{Both(Words.Measure)}</th><th>{Both(Words.Goal)}</th>");
        foreach (ReportRun run in report.Runs)
            page.Append($"<th>{Both(run.Name)}</th>");
        page.AppendLine("</tr>");
        foreach (IReadOnlyList<Measure> row in report.Measures)
        {
            page.Append($"<tr><td>{Both(row[0].Name)}</td><td class=\"n\">{Goal(row[0])}</td>");
            foreach (Measure measure in row)
                page.Append($"<td class=\"n{(measure.IsMet switch { true => " met", false => " missed", _ => "" })}\">{measure.Share}</td>");
            page.AppendLine("</tr>");
        }

        page.AppendLine("</table></div>");
    }

    static string Goal(Measure measure) =>
        measure.Goal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"{(measure.IsLessBetter ? "≤" : "≥")} {100 * goal:F0} %") : "";

    static void AddReplies(StringBuilder page, ReportRun run, bool isOpen)
    {
        Share share = run.Measures.Headline.Share;
        page.AppendLine($"<details class=\"run\"{(isOpen ? " open" : "")}><summary>{Both(run.Name)}: {share.Passed} / {share.Total}</summary>");
        foreach (var kind in run.Results.GroupBy(r => r.Kind))
        {
            page.AppendLine($"<h3>{Escape(kind.Key)}</h3>");
            foreach (QuestionResult result in kind)
                AddResult(page, result);
        }

        page.AppendLine("</details>");
    }

    static void AddResult(StringBuilder page, QuestionResult result)
    {
        SpokenTurn last = result.Turns[^1];
        bool passes = result.Passes;
        page.Append($"<details class=\"reply {(passes ? "pass" : "fail")}\"><summary>{(passes ? "✓" : "✗")} <small>{Escape(result.Id)}</small> {Escape(last.Line)} → {Escape(last.Reply)}</summary>");
        foreach (SpokenTurn turn in result.Turns)
        {
            page.Append($"<div class=\"turn\"><span class=\"who\">▷</span> {Escape(turn.Line)}<br>");
            page.Append($"<small>{Both(Words.Facts)}: {(turn.Facts.Count > 0 ? Escape(string.Join(' ', turn.Facts)) : Both(Words.NoFacts))}</small><br>");
            if (turn.Remembered.Length > 0)
                page.Append($"<small>{Both(Words.Remembered)}: {Escape(turn.Remembered)}</small><br>");
            if (result.Rank is { } rank)
                page.Append($"{Both(Words.Rank)}: {rank}</div>");
            else
                page.Append($"<span class=\"who\">♡</span> {Escape(turn.Reply)} <small>{Both(Words.Answer)} {turn.Answer}, {Both(Words.Ended)} {turn.Stop}</small></div>");
        }

        if (result.Score is { Faults.Count: > 0 } score)
        {
            page.Append($"<div class=\"why\">{Both(Words.Why)}<ul>");
            foreach (Fault fault in score.Faults)
                page.Append($"<li>{Both(Words.Of(fault))}</li>");
            page.Append("</ul></div>");
        }

        page.AppendLine("</details>");
    }

    static string Both(LocalText text) => $"<span class=\"t\" lang=\"en\">{Escape(text.English)}</span><span class=\"t\" lang=\"ja\">{Escape(text.Japanese)}</span>";

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
