using System.Globalization;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Cli;

/// <summary>Tells what a run came to in a terminal.</summary>
static class MeasureTable
{
    const int NameWidth = 58;

    public static void Write(RunMeasures measures, TextWriter output)
    {
        Section(output, "", [measures.Headline, .. measures.Parts]);
        Section(output, "Sense", measures.Sense);
        Section(output, "Beside it", measures.Others);
        output.WriteLine();
        output.WriteLine("By kind, all parts together");
        foreach (var (kind, share) in measures.Kinds)
            output.WriteLine($"  {kind.PadRight(NameWidth)}{share}");
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Replies of {measures.Length.Median:F0} characters (95 %: {measures.Length.P95:F0}), first one shown after {measures.FirstMs:F0} ms, {measures.TokensPerSecond:F1} tokens/s, prompts of {measures.PromptTokens:F0} tokens (medians)"));
    }

    static void Section(TextWriter output, string title, IReadOnlyList<Measure> measures)
    {
        if (title.Length > 0)
        {
            output.WriteLine();
            output.WriteLine(title);
        }

        foreach (Measure measure in measures.Where(m => m.Share.Total > 0))
            output.WriteLine($"  {measure.Name.English.PadRight(NameWidth)}{measure.Share,-32}{Goal(measure)}".TrimEnd());
    }

    static string Goal(Measure measure) => measure.Goal is not { } goal
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"goal {(measure.IsLessBetter ? "≤" : "≥")} {100 * goal:F0} %{(measure.IsMet == true ? ", met" : "")}");
}
