using System.CommandLine;
using System.Globalization;
using System.Text;
using Ojousama.Storage;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Cli;

/// <summary><c>parts</c>: the same questions with each part of play left out in turn.</summary>
static class PartsCommand
{
    const string Example = """
        ojousama parts --sheet Ayane.asset --questions dev --limit-per-kind 20 --out parts

        Writes parts/index.md and a file of results a part; evaluate --compare holds two of these against each other. A run
        that was stopped goes on where it was when the same command is given again.
        """;

    public static Command Create()
    {
        Option<string> sheet = CommonOptions.Sheet();
        var questions = new Option<string[]>("--questions") { Description = "Questions with accept and reject lists; dev for the package's own.", HelpName = "Q.jsonl", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["dev"] };
        var without = new Option<string[]>("--without")
        {
            Description = $"Parts to leave out, one at a time; left out, each: {string.Join(", ", PlayPart.All.Select(part => part.Name))}.", HelpName = "PART", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. PlayPart.All.Select(part => part.Name)],
        };
        without.AcceptOnlyFromAmong([.. PlayPart.All.Select(part => part.Name)]);
        var limit = CommonOptions.Number("--limit-per-kind", "Most questions of a kind.", least: 1, most: int.MaxValue, usual: 20);
        var output = new Option<string>("--out") { Description = "Folder of the table and the results.", HelpName = "FOLDER", Required = true };
        var command = new ExampleCommand("parts", "Leave out each part of play in turn, and see what it brings.", Example) { sheet, questions, without, limit, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string folder = parsed.GetRequiredValue(output);
            QuestionSet asked = QuestionSet.Read([.. parsed.GetValue(questions)!.Select(DataFolder.Questions)]);
            string[] named = parsed.GetValue(without)!;
            PlayPart[] parts = [new("nothing", "nothing", s => s), .. PlayPart.All.Where(part => named.Contains(part.Name))];
            var runs = new List<(PlayPart Part, IReadOnlyList<QuestionResult> Results)>();
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                foreach (PlayPart part in parts)
                {
                    progress.Say($"without {part.Description} ({runs.Count + 1} of {parts.Length})");
                    RehearsalSettings settings = part.Without(new RehearsalSettings { IsGreedy = true, Seed = 1 });
                    var sheets = new SheetSet(parsed.GetRequiredValue(sheet), settings.HasForms);
                    EvaluationPlan plan = EvaluationPlan.Make(asked, sheets, parsed.GetValue(limit), settings.Knowledge);
                    using ResultFile file = ResultFile.Open(Path.Combine(folder, part.Name + ".jsonl"), RunHeader.Of(part.Name, sheets, plan, settings));
                    await EvaluateCommand.RunAsync(sheets, plan, settings, file, parallel: 1, progress, cancellationToken).ConfigureAwait(false);
                    runs.Add((part, file.Results));
                }
            }).ConfigureAwait(false);
            string table = TableOf(runs);
            parsed.InvocationConfiguration.Output.Write(table);
            AtomicFile.WriteText(Path.Combine(folder, "index.md"), table);
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>A row a part: what is left of the headline, by how much it differs from play as it is, and what is left of each kind.</summary>
    static string TableOf(IReadOnlyList<(PlayPart Part, IReadOnlyList<QuestionResult> Results)> runs)
    {
        var whole = runs[0].Results.ToDictionary(result => result.Id);
        string[] kinds = [.. new RunMeasures(runs[0].Results).Kinds.Select(kind => kind.Kind)];
        var table = new StringBuilder($"| left out | passed | points, 95 % | p | {string.Join(" | ", kinds)} |\n|{string.Concat(Enumerable.Repeat("---|", kinds.Length + 4))}\n");
        foreach (var (part, results) in runs)
        {
            var measures = new RunMeasures(results);
            var paired = new PairedTest([.. measures.Scored.Select(result => (whole[result.Id].Passes, result.Passes))]);
            string change = part == runs[0].Part ? " | " : string.Create(
                CultureInfo.InvariantCulture, $"{100 * paired.Difference:+0.0;−0.0;0.0} ({100 * paired.Interval.Low:+0.0;−0.0;0.0} to {100 * paired.Interval.High:+0.0;−0.0;0.0}) | {paired.Probability:F3}");
            table.Append(CultureInfo.InvariantCulture, $"| {part.Description} | {measures.Headline.Share.Passed} of {measures.Headline.Share.Total} ({100 * measures.Headline.Share.Value:F1} %) | {change} |")
                .AppendJoin(" |", kinds.Select(kind => $" {measures.Kinds.Single(k => k.Kind == kind).Share.Passed}")).Append(" |\n");
        }

        return table.ToString();
    }
}
