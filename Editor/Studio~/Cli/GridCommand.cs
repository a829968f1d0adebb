using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Grid;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Reports;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Cli;

/// <summary><c>grid</c>: the report's comparison, RAG by tuning by number of facts, in one command.</summary>
static class GridCommand
{
    const string Example = """
        ojousama grid --adapter heroines.gguf --out grid
        ojousama grid --preset elyza-8b --model elyza-8b-q4.gguf --adapter elyza-lora.gguf --out elyza

        Writes grid/index.html and grid/index.md, and a file of results a cell. A run that was stopped goes on where it
        was when the same command is given again.
        """;

    public static Command Create()
    {
        var sheets = new Option<string[]>("--sheets")
        {
            Description = "Sheets of one character, fewest facts first; left out, the sample's with 11 and 61.", HelpName = "A.asset B.asset", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };
        var output = new Option<string>("--out") { Description = "Folder of the pages and results.", HelpName = "FOLDER", Required = true };
        var preset = new Option<string>("--preset") { Description = $"What the model is: {string.Join(", ", GridPreset.All.Select(p => p.Name))}.", HelpName = "NAME", DefaultValueFactory = _ => GridPreset.Default };
        preset.AcceptOnlyFromAmong([.. GridPreset.All.Select(p => p.Name)]);
        var model = new Option<string?>("--model") { Description = "The base model, in place of the sheet's.", HelpName = "M.gguf" };
        var adapter = new Option<string?>("--adapter") { Description = "The adapter of the tuned cells, in place of the sheet's.", HelpName = "A.gguf" };
        var limit = CommonOptions.Number("--limit-per-kind", "Most questions of a kind in a cell.", least: 1, most: 1000, usual: 5);
        var full = new Option<bool>("--full") { Description = "Let play's checks and remembered lines help; left out, only the model speaks, so that the cells differ in nothing else." };
        var command = new ExampleCommand("grid", "Compare RAG and tuning, cell by cell, on one page.", Example) { sheets, output, preset, model, adapter, limit, full };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string folder = parsed.GetRequiredValue(output);
            GridPreset family = GridPreset.All.Single(p => p.Name == parsed.GetValue(preset));
            var known = new List<SheetSet>();
            foreach (string path in SheetPaths(parsed.GetValue(sheets)!))
            {
                var sheet = new SheetSet(path);
                family.Apply(sheet.Sheet, parsed.GetValue(model), parsed.GetValue(adapter));
                known.Add(sheet);
            }

            var set = QuestionSet.Read([DataFolder.Find("questions/report.jsonl"), DataFolder.Find("questions/dev.jsonl")]);
            var done = new List<(GridCell Cell, RunHeader Header, IReadOnlyList<QuestionResult> Results)>();
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                foreach (SheetSet sheet in known)
                {
                    string[] shorter = [.. known.TakeWhile(k => k != sheet).Select(k => k.Name)];
                    QuestionSet questions = GridPlan.QuestionsOf(set, sheet, shorter, parsed.GetValue(limit));
                    foreach (GridCell cell in GridPlan.CellsOf(sheet))
                    {
                        progress.Say($"{cell.Name.English} ({done.Count + 1} of {known.Sum(k => GridPlan.CellsOf(k).Count())})");
                        done.Add(await RunAsync(folder, sheet, cell, questions, !parsed.GetValue(full), progress, cancellationToken).ConfigureAwait(false));
                    }
                }
            }).ConfigureAwait(false);

            var report = new Report(
                new("RAG and tuning, cell by cell", "RAGと学習の比較"), Findings(done), [.. done.Select(c => new ReportRun(c.Cell.Name, c.Header, c.Results))]);
            HtmlPage.Write(Path.Combine(folder, "index.html"), report);
            MarkdownPage.Write(Path.Combine(folder, "index.md"), report);
            foreach (LocalText finding in report.Findings)
                parsed.InvocationConfiguration.Output.WriteLine(finding.English);
            parsed.InvocationConfiguration.Output.WriteLine(Path.Combine(folder, "index.html"));
            return StudioCommandLine.Done;
        });
        return command;
    }

    static async Task<(GridCell Cell, RunHeader Header, IReadOnlyList<QuestionResult> Results)> RunAsync(
        string folder, SheetSet sheet, GridCell cell, QuestionSet questions, bool isPlain, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        var settings = new RehearsalSettings { Knowledge = cell.Knowledge, UsesAdapter = cell.IsTuned, IsGreedy = true, IsPlain = isPlain };
        EvaluationPlan plan = EvaluationPlan.OfQuestions(questions.Questions);
        RunHeader header = RunHeader.Of(cell.FileName, sheet, plan, settings);
        using ResultFile file = ResultFile.Open(Path.Combine(folder, cell.FileName + ".jsonl"), header);
        await EvaluateCommand.RunAsync(sheet, plan, settings, file, parallel: 1, progress, cancellationToken).ConfigureAwait(false);
        return (cell, header, file.Results);
    }

    static LocalText[] Findings(IReadOnlyList<(GridCell Cell, RunHeader Header, IReadOnlyList<QuestionResult> Results)> cells)
    {
        LocalText[] findings = [.. cells.GroupBy(c => c.Cell.Facts).Select(sheet => GridFinding.Of([.. sheet.Select(c => (c.Cell, c.Results))])).OfType<LocalText>()];
        return findings.Length > 0 ? findings : [new("No adapter was given, so that there is no tuned cell to compare.", "アダプタの指定がないため、学習ありのセルはありません。")];
    }

    static string[] SheetPaths(string[] named) => named.Length > 0
        ? named
        : [.. new[] { "Ayane", "Ayane61" }.Select(name => DataFolder.Find($"../Samples~/DatingSim/Characters/{name}.asset"))];
}
