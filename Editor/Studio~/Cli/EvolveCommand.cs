using System.CommandLine;
using System.Globalization;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Merging;
using Ojousama.Studio.Merging.Evolution;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Cli;

/// <summary><c>evolve</c>: searches a recipe's numbers for what answers questions best.</summary>
sealed class EvolveCommand
{
    const string Example = """
        ojousama evolve --recipe both.yml --sheet Ayane.asset --questions dev --out search --max-minutes 60

        In the folder search stand best.yml, best.gguf, search.html and the checkpoint. Ctrl-C, or the end of the minutes, keeps
        the best so far; the same line again goes on.
        """;

    readonly Option<string> _recipe = new("--recipe") { Description = "The recipe to start from: its weights, densities, t, lambda and scales are searched.", HelpName = "R.yml", Required = true };
    readonly Option<string> _sheet = CommonOptions.Sheet();
    readonly Option<string[]> _questions = new("--questions") { Description = "Questions with accept and reject lists; dev for the package's own.", HelpName = "Q.jsonl", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["dev"] };
    readonly Option<string> _output = new("--out") { Description = "The folder of the results.", HelpName = "FOLDER", Required = true };
    readonly Option<string[]> _kinds = new("--kinds") { Description = "Kinds of tensors that get numbers of their own: filters as in recipes.", HelpName = "F", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["self_attn", "mlp"] };
    readonly Option<int> _points = CommonOptions.Number("--points", "Points along the layers that get numbers of their own.", 1, 64, 3);
    readonly Option<int> _asked = CommonOptions.Number("--ask", "Questions that decide; all are asked only of the better candidates.", 4, 100_000, 64);
    readonly Option<int> _heldOut = CommonOptions.Number("--held-out", "Questions besides those, asked at the end of the recipe as it was and of the best.", 0, 100_000, 64);
    readonly Option<int> _generations = CommonOptions.Number("--generations", "Generations.", 0, 10_000, 20);
    readonly Option<int> _population = CommonOptions.Number("--population", "Candidates a generation; 0 for 4 + 3·ln of the numbers.", 0, 1000, 0);
    readonly Option<double?> _maxMinutes = new("--max-minutes") { Description = "Stop after this time, to be continued.", HelpName = "N" };
    readonly Option<bool> _plain = new("--plain") { Description = "Let only the model speak: no remembered lines, no memory of the player, nothing checked." };
    readonly Option<int> _seed = MergeCommand.Seed();
    readonly Option<int> _threads = MergeCommand.Threads();

    public static Command Create()
    {
        var evolve = new EvolveCommand();
        var command = new ExampleCommand("evolve", "Search a recipe's numbers for what answers questions best.", Example)
        {
            evolve._recipe, evolve._sheet, evolve._questions, evolve._output, evolve._kinds, evolve._points, evolve._asked, evolve._heldOut,
            evolve._generations, evolve._population, evolve._maxMinutes, evolve._plain, evolve._seed, evolve._threads,
        };
        command.SetAction(evolve.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        MergeRecipe recipe = Merge.Read(parsed.GetRequiredValue(_recipe));
        var options = new SearchOptions
        {
            Kinds = parsed.GetValue(_kinds)!,
            Points = parsed.GetValue(_points),
            Questions = parsed.GetValue(_asked),
            HeldOut = parsed.GetValue(_heldOut),
            Generations = parsed.GetValue(_generations),
            Population = parsed.GetValue(_population),
            TimeLimit = parsed.GetValue(_maxMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue,
            Seed = parsed.GetValue(_seed),
            Threads = MergeCommand.Count(parsed.GetValue(_threads)),
        };
        string[] files = [.. parsed.GetValue(_questions)!.Select(DataFolder.Questions)];
        string folder = parsed.GetRequiredValue(_output);
        var settings = new RehearsalSettings { IsGreedy = true, IsPlain = parsed.GetValue(_plain), Seed = 1 };
        var search = new RecipeSearch(recipe, new QuestionFitness(parsed.GetRequiredValue(_sheet), files, recipe.Base?.Model, settings, options.Seed), options, folder);
        SearchState found = null!;
        await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
        {
            progress.Begin($"Asking the recipe as it is {options.Questions} questions");
            ProgressStep? step = null;
            found = await search.RunAsync(state =>
            {
                step ??= progress.Begin("Searching", Math.Max(1, options.Generations));
                step.Report(state.Generations.Count, string.Create(CultureInfo.InvariantCulture, $"best {state.Best.Passed} of {state.Best.Asked}, start {state.Start.Passed}, {state.Seconds / 60:F0} min"));
            }, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);

        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"{Path.Combine(folder, "best.gguf")}: {found.Best.Passed} of {found.Best.Asked} questions passed, the recipe as it was {found.Start.Passed}");
        if (found.HeldOut is { } held)
        {
            string verdict = held.Probability >= 0.05 ? "no difference that so few can tell" : held.Best > held.Start ? "better" : "worse";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of {held.Questions} that it did not see: {held.Best}, the recipe as it was {held.Start} (p = {held.Probability:F3}): {verdict}"));
        }

        return cancellationToken.IsCancellationRequested ? StudioCommandLine.Cancelled : StudioCommandLine.Done;
    }
}
