using System.Globalization;
using System.Net;
using System.Text;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>A search as a web page that needs nothing beside it: how the score rose, what the numbers became, and the recipe.</summary>
internal static class SearchPage
{
    const int Width = 720, Height = 260, Left = 44, Bottom = 28, Right = 10, Top = 10;

    /// <param name="state">Of the search.</param>
    /// <param name="names">Of the genes.</param>
    /// <param name="options">How it went about it.</param>
    /// <param name="recipe">The best, as YAML.</param>
    public static string Of(SearchState state, IReadOnlyList<string> names, SearchOptions options, string recipe)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A search among recipes</title>
            <style>
            body { font: 16px/1.6 "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", system-ui, sans-serif; color: #2b2430; background: #fdfbfc; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #e6dfe6 } td.n { text-align: right; font-variant-numeric: tabular-nums }
            pre { background: #f4eff4; padding: 1rem; overflow-x: auto; border-radius: .4rem } svg { max-width: 100%; height: auto } .bar { background: #d8c7dc; height: .7rem; border-radius: .2rem; position: relative }
            .bar i { position: absolute; top: -.15rem; width: 3px; height: 1rem; background: #2b2430 } .bar b { position: absolute; top: -.15rem; width: 3px; height: 1rem; background: #b03a78 }
            small { color: #6a5f6e }
            </style></head><body>
            <h1>A search among recipes<br><small>マージ配合の探索</small></h1>
            <p>{{state.Generations.Count}} generations, {{state.Generations.Sum(g => g.Candidates.Count)}} candidates, {{state.Seconds / 60:F1}} minutes.
            {{state.Generations.Count}}世代、{{state.Generations.Sum(g => g.Candidates.Count)}}候補、{{state.Seconds / 60:F1}}分。</p>
            <table><tr><th></th><th>start（手で決めた配合）</th><th>best（探索の最良）</th></tr>
            <tr><td>questions of the search（探索に使った質問）</td><td class="n">{{state.Start.Passed}} / {{state.Start.Asked}}</td><td class="n">{{state.Best.Passed}} / {{state.Best.Asked}}</td></tr>
            """);
        if (state.HeldOut is { } held)
        {
            string verdict = held.Probability < 0.05 ? held.Best > held.Start ? "better（有意に良い）" : "worse（有意に悪い）" : "no difference that so few questions can tell（この質問数では差は言えない）";
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>questions it did not see（見ていない質問）</td><td class="n">{held.Start} / {held.Questions}</td><td class="n">{held.Best} / {held.Questions}</td></tr></table>
                <p>On those {held.OnlyBest} were passed by the best alone and {held.OnlyStart} by the start alone: p = {held.Probability:F3}, {verdict}.</p>
                """);
        }
        else
        {
            page.Append("</table><p>What it makes of questions it did not see is asked at the end.（見ていない質問は最後に一度だけ聞きます。）</p>");
        }

        page.Append("<h2>Score by generation（世代ごとの得点）</h2>").Append(Chart(state))
            .Append("<p><small>Circles: candidates that were asked all questions; small dots: those that fell out after fewer. Line: the best so far. Dashes: the start.</small></p>");
        page.Append("<h2>The numbers（数値）</h2><table><tr><th>what（項目）</th><th>0 – 1 within its bounds（範囲内の位置）</th></tr>");
        for (int i = 0; i < names.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"""<tr><td>{WebUtility.HtmlEncode(names[i])}</td><td><div class="bar"><i style="left:{100 * state.Start.Genes[i]:F1}%"></i><b style="left:{100 * state.Best.Genes[i]:F1}%"></b></div></td></tr>""");
        page.Append(CultureInfo.InvariantCulture, $"""
            </table><p><small>Black: the start. Red: the best.（黒：開始、赤：最良）</small></p>
            <h2>The recipe（配合）</h2><pre>{WebUtility.HtmlEncode(recipe)}</pre>
            <p><small>CMA-ES, successive halving over {options.Questions} questions, seed {options.Seed}, step size {state.Strategy.Sigma:F3}.</small></p></body></html>
            """);
        return page.ToString();
    }

    static string Chart(SearchState state)
    {
        double[] scores = [state.Start.Score, .. state.Generations.SelectMany(g => g.Candidates).Select(c => c.Score)];
        double low = Math.Max(0, scores.Min() - 0.05), high = Math.Min(1, scores.Max() + 0.05);
        int generations = Math.Max(1, state.Generations.Count);
        double X(double generation) => Left + (Width - Left - Right) * generation / generations;
        double Y(double score) => Top + (Height - Top - Bottom) * (high - score) / Math.Max(1e-9, high - low);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="Score by generation" font-size="12" fill="#6a5f6e">""");
        for (int i = 0; i <= 4; i++)
        {
            double score = low + (high - low) * i / 4;
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(score):F1}" y2="{Y(score):F1}" stroke="#e6dfe6"/><text x="{Left - 6}" y="{Y(score) + 4:F1}" text-anchor="end">{100 * score:F0} %</text>""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(state.Start.Score):F1}" y2="{Y(state.Start.Score):F1}" stroke="#2b2430" stroke-dasharray="5 4"/>""");
        for (int g = 0; g < state.Generations.Count; g++)
        {
            foreach (Candidate candidate in state.Generations[g].Candidates)
            {
                bool isWhole = candidate.Asked == state.Start.Asked;
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(g + 1):F1}" cy="{Y(candidate.Score):F1}" r="{(isWhole ? 4 : 2)}" fill="{(isWhole ? "#8d6a9f" : "#c9b8cf")}"/>""");
            }
        }

        string line = string.Join(' ', state.Generations.Select((g, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i + 1):F1},{Y(g.BestScore):F1}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{X(0):F1},{Y(state.Start.Score):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{line}" fill="none" stroke="#b03a78" stroke-width="2"/>""");
        int step = Math.Max(1, generations / 10);
        for (int g = 0; g <= generations; g += step)
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(g):F1}" y="{Height - 8}" text-anchor="middle">{g}</text>""");
        return svg.Append("</svg>").ToString();
    }
}
