using System.CommandLine;
using System.Globalization;
using System.Text;
using Ojousama.Storage;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Statistics;
using Ojousama.Studio.Merging;
using Ojousama.Studio.Merging.Evolution;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Cli;

/// <summary><c>merge compare</c>: recipes, adapters and models on the same questions, as a table.</summary>
static class MergeCompareCommand
{
    const string Example = """
        ojousama merge compare heroines.gguf cat.yml ties.yml search/best.yml --sheet Ayane.asset --questions dev --ask 200 --out table.md

        The first is what the others are held against.
        """;

    public static Command Create()
    {
        var entries = new Argument<string[]>("ENTRY") { Description = "Recipes (.yml), adapters and models (.gguf).", Arity = ArgumentArity.OneOrMore };
        Option<string> sheet = CommonOptions.Sheet();
        var questions = new Option<string[]>("--questions") { Description = "Questions with accept and reject lists; dev for the package's own.", HelpName = "Q.jsonl", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["dev"] };
        Option<int> ask = CommonOptions.Number("--ask", "Questions that each is asked, of all kinds alike; 0 for all.", 0, 100_000, 0);
        var plain = new Option<bool>("--plain") { Description = "Let only the model speak: no remembered lines, no memory of the player, nothing checked." };
        var output = new Option<string?>("--out") { Description = "The table as Markdown too.", HelpName = "T.md" };
        Option<int> seed = MergeCommand.Seed(), threads = MergeCommand.Threads();
        var command = new ExampleCommand("compare", "Ask recipes, adapters and models the same questions.", Example) { entries, sheet, questions, ask, plain, output, seed, threads };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] files = [.. parsed.GetValue(questions)!.Select(DataFolder.Questions)];
            var settings = new RehearsalSettings { IsGreedy = true, IsPlain = parsed.GetValue(plain), Seed = 1 };
            var fitness = new QuestionFitness(parsed.GetRequiredValue(sheet), files, null, settings, parsed.GetValue(seed));
            int count = parsed.GetValue(ask) is > 0 and int some ? Math.Min(some, fitness.Questions) : fitness.Questions;
            var merge = new Merge { Seed = parsed.GetValue(seed), Threads = MergeCommand.Count(parsed.GetValue(threads)) };
            var entered = parsed.GetRequiredValue(entries).Select(name => (Name: name, Recipe: IsRecipe(name) ? Merge.Read(name) : null)).ToArray(); // all are read before any is asked
            var results = new List<(string Name, bool[] Passes)>();
            string folder = Directory.CreateTempSubdirectory("ojousama-").FullName;
            try
            {
                await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
                {
                    // All are made before any is asked, so that a faulty recipe costs no answers.
                    var files = await Task.Run(() => Merged(entered, merge, folder, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
                    ProgressStep step = progress.Begin("Asking", entered.Length);
                    foreach (var (name, file) in files)
                    {
                        results.Add((name, await fitness.AskAsync(file, 0, count, cancellationToken).ConfigureAwait(false)));
                        step.Report(results.Count, $"{name}: {results[^1].Passes.Count(pass => pass)} of {count}");
                    }
                }).ConfigureAwait(false);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }

            string table = TableOf(results);
            parsed.InvocationConfiguration.Output.Write(table);
            if (parsed.GetValue(output) is { } path)
                AtomicFile.WriteText(path, table);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static bool IsRecipe(string name) => Path.GetExtension(name).ToLowerInvariant() is ".yml" or ".yaml";

    static List<(string Name, string File)> Merged((string Name, MergeRecipe? Recipe)[] entered, Merge merge, string folder, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        ProgressStep step = progress.Begin("Merging", entered.Length);
        var files = new List<(string, string)>();
        foreach (var (name, recipe) in entered)
        {
            string file = recipe == null ? PackagePaths.FindModel(name) : Path.Combine(folder, $"{files.Count}.gguf");
            if (recipe != null)
                merge.Write(recipe, file, null, cancellationToken);
            files.Add((name, file));
            step.Report(files.Count);
        }

        return files;
    }

    static string TableOf(List<(string Name, bool[] Passes)> results)
    {
        var table = new StringBuilder("| what | passed | 95 % | only it / only the first | p |\n|---|---|---|---|---|\n");
        foreach (var (name, passes) in results)
        {
            Share share = Share.Of(passes, pass => pass);
            Interval interval = Bootstrap.Of(share);
            var paired = new PairedTest([.. results[0].Passes.Zip(passes)]);
            table.Append(CultureInfo.InvariantCulture, $"| {Path.GetFileName(name)} | {share.Passed} of {share.Total} ({100.0 * share.Passed / share.Total:F1} %) | {100 * interval.Low:F1} – {100 * interval.High:F1} % |")
                .Append(name == results[0].Name ? " | |\n" : string.Create(CultureInfo.InvariantCulture, $" {paired.OnlySecond} / {paired.OnlyFirst} | {paired.Probability:F3} |\n"));
        }

        return table.ToString();
    }
}
