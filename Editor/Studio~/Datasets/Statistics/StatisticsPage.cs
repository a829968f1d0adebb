using System.Globalization;
using System.Net;
using System.Text;
using Ojousama.Storage;

namespace Ojousama.Studio.Datasets.Statistics;

/// <summary>Statistics as a web page of one file, for reading in a browser and for keeping beside an adapter.</summary>
static class StatisticsPage
{
    const int Width = 520, Height = 120, Axis = 18; // of a histogram, pixels
    const int BinWidth = 4; // characters

    const string Style = """
        body { font: 15px/1.6 "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #3a2f3a; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        h1, h2 { font-weight: 600 } h2 { border-bottom: 2px solid #e8d6e2; margin-top: 2.5rem }
        table { border-collapse: collapse; margin: 1rem 0 } th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #eee; vertical-align: top }
        td.n { text-align: right; font-variant-numeric: tabular-nums } rect { fill: #b5678f } svg text { font-size: 11px; fill: #6b5c68 } svg { max-width: 100% }
        """;

    /// <param name="path">Of the page; one that is there is replaced.</param>
    /// <param name="statistics">What it tells.</param>
    /// <param name="contradictions">Lines that seem to contradict the sheet; null if there was no sheet.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, DatasetStatistics statistics, IReadOnlyList<Contradiction>? contradictions)
    {
        AtomicFile.WriteText(path, Of(statistics, contradictions));
    }

    static string Of(DatasetStatistics statistics, IReadOnlyList<Contradiction>? contradictions)
    {
        var page = new StringBuilder();
        page.AppendLine("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.AppendLine($"<title>Training lines</title><style>{Style}</style><h1>Training lines <small lang=\"ja\">台詞データ</small></h1>");
        Table(page, ["Voice 声", "Rows 行", "Turns やりとり", "In talks 会話", "States a fact 事実あり", "Facts unused 不使用", "No facts 事実なし"],
            statistics.Voices.Select(v => (string[])[
                v.Name, Number(v.Rows), Number(v.Turns), v.Share(v.TurnsInConversations), v.Share(v.WithGold), v.Share(v.WithDistractorsOnly), v.Share(v.WithoutFacts)]));
        foreach (VoiceStatistics voice in statistics.Voices)
            Add(page, voice);

        page.AppendLine("<h2>Where they come from <small lang=\"ja\">出典</small></h2>");
        Table(page, ["Licence ライセンス", "Rows 行"], statistics.Licences.Select(l => (string[])[l.Licence, Number(l.Rows)]));
        page.AppendLine($"<p>{Number(statistics.Clusters)} clusters by fact and question, the largest of {Number(statistics.LargestCluster)} rows: a cluster is never split between training and validation.</p>");

        Section(page, "Duplicates", "重複", ["Row 行", "Same as 同じ行", "Line 台詞"],
            statistics.Duplicates.Select(d => (string[])[PlaceOf(d.Row), PlaceOf(d.Earlier), d.Row.Turns[0].Question]));
        Section(page, "Asked twice, answered otherwise", "同じ質問に別の返答", ["Row 行", "Earlier 前の行", "Line 台詞"],
            statistics.AskedTwice.Select(d => (string[])[PlaceOf(d.Row), PlaceOf(d.Earlier), d.Question]));
        if (contradictions != null)
            Section(page, "Lines that seem to contradict the sheet", "設定と矛盾しそうな台詞", ["Row 行", "Of 項目", "Line 台詞", "Sheet 設定"],
                contradictions.Select(c => (string[])[PlaceOf(c.Row), c.Slot, c.Turn.Reply, c.Fact]));
        return page.AppendLine("</html>").ToString();
    }

    static void Add(StringBuilder page, VoiceStatistics voice)
    {
        page.AppendLine($"<h2>{Escape(voice.Name)}</h2><p>Reply 返答: {voice.ReplyLength} characters{(voice.ReplyTokens == null ? "" : $", {voice.ReplyTokens} tokens")}. Line 台詞: {voice.QuestionLength} characters.</p>");
        AddHistogram(page, voice.ReplyLength.Histogram(BinWidth));
        if (voice.Openings.Count > 0)
            page.AppendLine($"<p>Openings 書き出し: {string.Join("、", voice.Openings.Select(o => $"{Escape(o.Opening)} {voice.Share(o.Count)}"))}</p>");
    }

    /// <summary>Characters of a reply from left to right, how many replies have them upwards.</summary>
    static void AddHistogram(StringBuilder page, int[] bins)
    {
        double wide = (double)Width / bins.Length;
        int most = Math.Max(1, bins.Max());
        page.AppendLine(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height + Axis}\" width=\"{Width}\" role=\"img\" aria-label=\"Characters of a reply\">");
        for (int i = 0; i < bins.Length; i++)
        {
            double high = (double)Height * bins[i] / most;
            page.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{i * wide:F1}\" y=\"{Height - high:F1}\" width=\"{wide - 1:F1}\" height=\"{high:F1}\"><title>{i * BinWidth}–{(i + 1) * BinWidth - 1}: {bins[i]}</title></rect>");
            if (i % 5 == 0)
                page.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{i * wide:F1}\" y=\"{Height + Axis - 4}\">{i * BinWidth}</text>");
        }

        page.AppendLine("</svg>");
    }

    static void Section(StringBuilder page, string title, string japanese, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        page.AppendLine($"<h2>{title} <small lang=\"ja\">{japanese}</small> ({Number(all.Length)})</h2>");
        if (all.Length > 0)
            Table(page, heads, all);
    }

    static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        page.AppendLine($"<table><tr>{string.Concat(heads.Select(h => $"<th>{Escape(h)}</th>"))}</tr>");
        foreach (string[] row in rows)
            page.AppendLine($"<tr>{string.Concat(row.Select(cell => $"<td{(cell.All("0123456789, %".Contains) ? " class=\"n\"" : "")}>{Escape(cell)}</td>"))}</tr>");
        page.AppendLine("</table>");
    }

    static string PlaceOf(DatasetRow row) => $"{row.Id} ({row.Origin.File}:{row.Origin.Line})";

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
