using System.CommandLine;
using System.Globalization;
using Ojousama.Character;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Reports;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Cli;

/// <summary><c>evaluate</c>: asks a character questions with known answers, scores the replies, and compares runs.</summary>
static class EvaluateCommand
{
    const string Example = """
        ojousama evaluate --sheet Ayane.asset --questions dev --greedy --out ayane.jsonl
        ojousama evaluate --compare before.jsonl after.jsonl --out comparison.html

        dev and test are the package's own questions (Data~/questions). A file of your own holds lines like
          {"id": "1", "kind": "own", "turns": ["お名前は？"], "accept": ["絢音"], "reject": ["麗華"]}
        A run that was stopped goes on where it was when the same command is given again. Beside the results stand
        ayane.html and ayane.md, which tell them to people.
        """;

    public static Command Create()
    {
        var sheet = new Option<string?>("--sheet") { Description = "The character sheet. Questions about the same character's other sheets in its folder are asked too.", HelpName = "S.asset" };
        var questions = new Option<string[]>("--questions")
        {
            Description = "Files of questions with accept and reject lists, or of recall; dev or test for the package's own.", HelpName = "Q.jsonl", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };
        var output = new Option<string?>("--out") { Description = "The results, a JSON object a line; pages stand beside it. A run that was stopped goes on in it. With --compare, the page.", HelpName = "R.jsonl" };
        var adapter = new Option<string?>("--adapter") { Description = "Her LoRA adapter, in place of the sheet's; none for the bare model.", HelpName = "A.gguf" };
        var model = new Option<string?>("--model") { Description = "The base model, in place of the sheet's.", HelpName = "M.gguf" };
        var noFacts = new Option<bool>("--no-facts") { Description = "Tell her no facts: neither what recall finds nor what a question brings." };
        var greedy = new Option<bool>("--greedy") { Description = "Take the most likely word always, whatever the sheet's temperature." };
        var plain = new Option<bool>("--plain") { Description = "Let only the model speak: no remembered lines, no memory of the player, nothing checked." };
        var seed = CommonOptions.Number("--seed", "The same number gives the same replies.", least: 0u, most: uint.MaxValue, usual: 1u);
        var limit = CommonOptions.Number("--limit-per-kind", "Most questions of a kind; left out, all.", least: 1, most: int.MaxValue);
        var server = CommonOptions.Server();
        var parallel = CommonOptions.Parallel();
        var compare = new Option<string[]?>("--compare") { Description = "Two files of results of the same questions: tests which run is better.", HelpName = "A.jsonl B.jsonl", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var command = new ExampleCommand("evaluate", "Ask questions with known answers, and score the replies.", Example)
        {
            sheet, questions, output, adapter, model, server, noFacts, greedy, plain, seed, limit, parallel, compare,
        };
        command.Validators.Add(result =>
        {
            bool asks = result.GetValue(sheet) != null && result.GetValue(output) != null && result.GetValue(questions) is { Length: > 0 };
            if (!asks && result.GetResult(compare) == null)
                result.AddError("evaluate takes --sheet, --questions and --out, or --compare with two files of results.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TextWriter console = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(compare) is { Length: 2 } pair)
            {
                var comparison = new RunComparison(pair[0], pair[1]);
                Tell(comparison, console);
                if (parsed.GetValue(output) is string page)
                    WritePages(page, comparison.Report, pair, console);
                return StudioCommandLine.Done;
            }

            string path = parsed.GetValue(output)!;
            string[] files = [.. parsed.GetValue(questions)!.SelectMany(FilesOf)];
            foreach (string file in files)
                CommonOptions.ThrowIfSame(path, file);
            var sheets = new SheetSet(parsed.GetValue(sheet)!);
            ModelSettings weights = sheets.Sheet.model;
            weights.file = parsed.GetValue(server) ?? parsed.GetValue(model) ?? weights.file;
            weights.adapter = parsed.GetValue(adapter) is string named ? named == "none" ? "" : named : weights.adapter;
            var settings = new RehearsalSettings
            {
                Knowledge = parsed.GetValue(noFacts) ? Knowledge.None : Knowledge.Recalled,
                IsGreedy = parsed.GetValue(greedy),
                IsPlain = parsed.GetValue(plain),
                Seed = parsed.GetValue(seed),
            };
            int most = parsed.GetResult(limit) == null ? int.MaxValue : parsed.GetValue(limit);
            EvaluationPlan plan = EvaluationPlan.Make(QuestionSet.Read(files), sheets, most, settings.Knowledge);
            RunHeader header = RunHeader.Of(sheets.Name, sheets, plan, settings);
            using ResultFile results = ResultFile.Open(path, header);
            await ProgressDisplay.RunAsync(
                parsed.InvocationConfiguration.Error,
                progress => RunAsync(sheets, plan, settings, results, parsed.GetValue(parallel), progress, cancellationToken)).ConfigureAwait(false);
            MeasureTable.Write(new RunMeasures(results.Results), console);
            var report = new Report(new($"How good is {sheets.Name}?", $"{sheets.Name} の成績"), [], [new ReportRun(new(sheets.Name, sheets.Name), header, results.Results)]);
            WritePages(path, report, [], console);
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>Asks what the file lacks, and shows how far it is.</summary>
    public static async Task RunAsync(
        SheetSet sheets, EvaluationPlan plan, RehearsalSettings settings, ResultFile results, int parallel, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        if (plan.LeftOut > 0)
            progress.Say($"{plan.LeftOut} questions are about sheets that are not there, or another character's: they are left out");
        int begun = results.Results.Count;
        if (begun == plan.Count)
            return;
        if (begun > 0)
            progress.Say($"{begun} of {plan.Count} were answered before: going on");
        using Evaluator evaluator = await Evaluator.LoadAsync(
            sheets, plan.Questions, settings, TrainingReplies(), parallel == 1, progress.Begin("Loading the model and the facts"), cancellationToken).ConfigureAwait(false);
        ProgressStep step = progress.Begin("Asking", plan.Count);
        var left = new RemainingTime(TimeProvider.System, begun, plan.Count);
        await EvaluationRun.RunAsync(evaluator, plan, results, parallel, done => step.Report(done, left.Tell(done)), e => progress.Say(e.Message), cancellationToken).ConfigureAwait(false);
    }

    static void Tell(RunComparison comparison, TextWriter output)
    {
        output.WriteLine(comparison.Finding.English);
        foreach (var (kind, test) in comparison.Kinds.Prepend(("all", comparison.All)))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind,-16}{100 * test.First.Value:F1} % → {100 * test.Second.Value:F1} %: {test}"));
    }

    /// <summary>Both pages, beside the results and under their name.</summary>
    static void WritePages(string path, Report report, IEnumerable<string> inputs, TextWriter output)
    {
        string html = Path.ChangeExtension(path, ".html"), markdown = Path.ChangeExtension(path, ".md");
        foreach (string input in inputs)
        {
            CommonOptions.ThrowIfSame(html, input);
            CommonOptions.ThrowIfSame(markdown, input);
        }

        HtmlPage.Write(html, report);
        MarkdownPage.Write(markdown, report);
        output.WriteLine(html);
    }

    static string[] TrainingReplies() =>
        [.. Importers.Read(DatasetLoader.OwnData(BuildPreset.Default), new ImportOptions()).Rows.SelectMany(row => row.Turns).Select(turn => turn.Reply)];

    /// <summary>The package's own questions by their short names.</summary>
    static string[] FilesOf(string name) => name is "dev" or "test"
        ? [DataFolder.Find($"questions/{name}.jsonl"), DataFolder.Find($"questions/recall-{name}.jsonl")]
        : [name];
}
