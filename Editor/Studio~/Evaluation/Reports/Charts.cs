using Ojousama.Studio.Evaluation.Statistics;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>Bar charts of shares as SVG, drawn by OxyPlot: no script, no font and no file beside the page.</summary>
static class Charts
{
    const double Width = 860, RowHeight = 30, BottomMargin = 34, NameMargin = 330, RightMargin = 24; // pixels
    static readonly OxyColor s_bar = OxyColor.Parse("#b5678f"), s_first = OxyColor.Parse("#6d4c7d"), s_line = OxyColor.Parse("#3a2f3a"), s_goal = OxyColor.Parse("#2f7d6d");

    /// <param name="rows">A bar each, from the top.</param>
    /// <param name="accented">Rows that stand out.</param>
    /// <returns>An svg element; empty for no rows.</returns>
    public static string Bars(IReadOnlyList<(string Name, Share Share, double? Goal)> rows, Func<int, bool>? accented = null)
    {
        if (rows.Count == 0)
            return "";
        var plot = new PlotModel
        {
            DefaultFont = "Noto Sans JP, Hiragino Sans, Yu Gothic, sans-serif",
            DefaultFontSize = 12,
            PlotAreaBorderThickness = new OxyThickness(0, 0, 0, 1),
            PlotMargins = new OxyThickness(NameMargin, 6, RightMargin, BottomMargin), // given: Japanese text cannot be measured without a font
            TextColor = s_line,
        };
        var names = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, GapWidth = 0.45, TickStyle = TickStyle.None, AxislineStyle = LineStyle.None };
        names.Labels.AddRange(rows.Select(row => row.Name));
        plot.Axes.Add(names);
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom, Minimum = 0, Maximum = 100, MajorStep = 20, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColor.Parse("#eadfe6"), TickStyle = TickStyle.None, StringFormat = "0' %'",
        });

        var bars = new BarSeries { StrokeThickness = 0 };
        var intervals = new LineSeries { Color = s_line, StrokeThickness = 2, MarkerType = MarkerType.None };
        var goals = new ScatterSeries { MarkerType = MarkerType.Diamond, MarkerSize = 5, MarkerFill = s_goal };
        for (int i = 0; i < rows.Count; i++)
        {
            var (_, share, goal) = rows[i];
            Interval interval = share.Interval;
            bars.Items.Add(new BarItem(100 * share.Value, i) { Color = accented?.Invoke(i) == true ? s_first : s_bar });
            intervals.Points.AddRange([new(100 * interval.Low, i), new(100 * interval.High, i), DataPoint.Undefined]);
            if (goal is { } wanted)
                goals.Points.Add(new ScatterPoint(100 * wanted, i));
        }

        plot.Series.Add(bars);
        plot.Series.Add(intervals);
        plot.Series.Add(goals);
        return SvgExporter.ExportToString(plot, Width, rows.Count * RowHeight + BottomMargin + 6, isDocument: false);
    }
}
