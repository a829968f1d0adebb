using System.CommandLine;
using System.Globalization;
using Ojousama.Studio.Merging;
using Ojousama.Studio.Merging.Adapters;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Cli;

/// <summary><c>adapter merge</c>, <c>adapter bake</c> and <c>adapter extract</c>: adapters into one, into a model, and out of one.</summary>
static class AdapterMergeCommands
{
    const string MergeExample = "ojousama adapter merge --method cat --adapter heroines.gguf ayane.gguf --weight 0.5 0.5 --model gemma-3-270m-ja.gguf --out both.gguf";
    const string BakeExample = "ojousama adapter bake --adapter ayane.gguf --model gemma-3-270m-ja.gguf --out ayane-model.gguf --type Q8_0";
    const string ExtractExample = "ojousama adapter extract --tuned ayane-model.gguf --model gemma-3-270m-ja.gguf --rank 32 --out ayane.gguf";

    public static Command Merge()
    {
        var method = new Option<string>("--method") { Description = $"How: {string.Join(", ", AdapterMethods.Names)}.", HelpName = "METHOD", Required = true };
        method.AcceptOnlyFromAmong([.. AdapterMethods.Names]);
        var adapters = new Option<string[]>("--adapter") { Description = "The adapters in GGUF.", HelpName = "A.gguf", Required = true, AllowMultipleArgumentsPerToken = true };
        var weights = new Option<double[]>("--weight") { Description = "What each counts; 1 if it is left out.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        Option<double?> density = new("--density") { Description = "Share of values that each keeps, for methods that drop some.", HelpName = "N" };
        Option<int> rank = CommonOptions.Number("--rank", "Rank of the result for svd methods; 0 for the highest of the adapters.", 0, 4096, 0);
        Option<string> model = Model(), output = Output("The adapter");
        Option<string?> type = new("--type") { Description = "F16, or F32 to round nothing.", HelpName = "T" };
        type.AcceptOnlyFromAmong("F16", "F32");
        Option<int> seed = MergeCommand.Seed(), threads = MergeCommand.Threads();
        var command = new ExampleCommand("merge", "Join adapters of one model into one, as PEFT's add_weighted_adapter.", MergeExample) { method, adapters, weights, density, rank, model, output, type, seed, threads };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] paths = parsed.GetRequiredValue(adapters);
            double[] given = parsed.GetValue(weights) is { Length: > 0 } values ? values : [.. paths.Select(_ => 1.0)];
            if (given.Length != paths.Length)
                throw new OjousamaException($"There are {paths.Length} adapters and {given.Length} weights", "Give --weight as many numbers as --adapter has files");
            var parameters = new Dictionary<string, ParameterSetting> { ["svd_rank"] = new ScalarSetting(parsed.GetValue(rank)) };
            if (parsed.GetValue(density) is { } share)
                parameters["density"] = new ScalarSetting(share);
            var recipe = new MergeRecipe
            {
                Path = "adapter merge",
                Method = parsed.GetRequiredValue(method),
                Base = new ModelReference(PackagePaths.FindModel(parsed.GetRequiredValue(model))),
                Adapters = [.. paths.Select((path, i) => new RecipeSource(
                    new ModelReference(PackagePaths.FindModel(path)), null, new Dictionary<string, ParameterSetting> { ["weight"] = new ScalarSetting(given[i]) }))],
                Parameters = parameters,
            };
            var merge = new Merge { Type = parsed.GetValue(type), Seed = parsed.GetValue(seed), Threads = MergeCommand.Count(parsed.GetValue(threads)) };
            string result = parsed.GetRequiredValue(output);
            await MergeCommand.RunAsync(parsed, result, progress => merge.Write(recipe, result, progress, cancellationToken)).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    public static Command Bake()
    {
        var adapter = new Option<string>("--adapter") { Description = "The adapter in GGUF.", HelpName = "A.gguf", Required = true };
        Option<string> model = Model(), output = Output("The model");
        Option<string?> type = MergeCommand.Type();
        Option<int> threads = MergeCommand.Threads();
        var command = new ExampleCommand("bake", "Write a model with an adapter added to its weights.", BakeExample) { adapter, model, output, type, threads };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var adapted = new ModelReference(PackagePaths.FindModel(parsed.GetRequiredValue(model)), PackagePaths.FindModel(parsed.GetRequiredValue(adapter)));
            var recipe = new MergeRecipe { Path = "adapter bake", Method = "passthrough", Slices = [new RecipeSlice([new RecipeSource(adapted, null, Settings.None)], Settings.None)] };
            var merge = new Merge { Type = parsed.GetValue(type), Threads = MergeCommand.Count(parsed.GetValue(threads)) };
            string result = parsed.GetRequiredValue(output);
            await MergeCommand.RunAsync(parsed, result, progress => merge.Write(recipe, result, progress, cancellationToken)).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    public static Command Extract()
    {
        var tuned = new Option<string>("--tuned") { Description = "The tuned model, or MODEL.gguf+ADAPTER.gguf.", HelpName = "T.gguf", Required = true };
        Option<string> model = Model(), output = Output("The adapter");
        Option<int> rank = CommonOptions.Number("--rank", "Rank of the adapter.", 1, 4096, 32), threads = MergeCommand.Threads();
        var command = new ExampleCommand("extract", "Write what sets a tuned model apart from its base as an adapter.", ExtractExample) { tuned, model, rank, output, threads };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] names = parsed.GetRequiredValue(tuned).Split('+');
            var from = new ModelReference(PackagePaths.FindModel(names[0]), names.Length > 1 ? PackagePaths.FindModel(names[1]) : null);
            var origin = new ModelReference(PackagePaths.FindModel(parsed.GetRequiredValue(model)));
            string result = parsed.GetRequiredValue(output);
            Extraction extraction = null!;
            await MergeCommand.RunAsync(parsed, result, progress =>
                extraction = Extraction.Write(from, origin, parsed.GetValue(rank), result, MergeCommand.Count(parsed.GetValue(threads)), progress, cancellationToken)).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{extraction.Tensors} matrices, {100 * extraction.Kept:F1} % of the norm kept ({100 * extraction.Least:F1} % in {extraction.LeastName}); {100 * extraction.LeftOut:F1} % of all differences lie outside of them"));
            return StudioCommandLine.Done;
        });
        return command;
    }

    static Option<string> Model() => new("--model") { Description = "The base model in GGUF.", HelpName = "M.gguf", Required = true };

    static Option<string> Output(string what) => new("--out") { Description = $"{what}. An older file is replaced.", HelpName = "OUT.gguf", Required = true };
}
