using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Cli;

/// <summary><c>merge</c>: one model or adapter of several, by a recipe.</summary>
static class MergeCommand
{
    const string Example = """
        ojousama merge --recipe R.yml --out merged.gguf --type Q4_0

        R.yml, in mergekit's words (methods and parameters: Documentation~/merging.md):
          merge_method: slerp
          base_model: gemma-3-270m-ja.gguf
          models:
            - model: gemma-3-270m-ja.gguf+heroines.gguf
          parameters:
            t: [0, 0.5, 1]
        """;

    public static Command Create()
    {
        var recipe = new Option<string>("--recipe") { Description = "The recipe, mergekit's YAML.", HelpName = "R.yml", Required = true };
        var output = new Option<string>("--out") { Description = "The model or adapter. An older file is replaced.", HelpName = "M.gguf", Required = true };
        Option<string?> type = Type();
        Option<int> seed = Seed(), threads = Threads();
        var command = new ExampleCommand("merge", "Make one model, or one adapter, of several.", Example) { recipe, output, type, seed, threads, MergeCompareCommand.Create() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            var merge = new Merge { Type = parsed.GetValue(type), Seed = parsed.GetValue(seed), Threads = Count(parsed.GetValue(threads)) };
            MergeRecipe read = Merge.Read(parsed.GetRequiredValue(recipe));
            await RunAsync(parsed, path, progress => merge.Write(read, path, progress, cancellationToken)).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>Runs something that writes a file, shows how far it is, and says how long it took.</summary>
    internal static async Task RunAsync(ParseResult parsed, string path, Action<IProgress<float>> write)
    {
        long start = Stopwatch.GetTimestamp();
        await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, progress =>
        {
            ProgressStep step = progress.Begin("Merging");
            return Task.Run(() => write(step));
        }).ConfigureAwait(false);
        parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {new FileInfo(path).Length / 1e6:F1} MB, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
    }

    internal static Option<string?> Type()
    {
        var option = new Option<string?>("--type")
        {
            Description = $"Type of matrices: {string.Join(", ", Quantizer.Names)}. Left out: the recipe's dtype, or else what the base has.",
            HelpName = "T",
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (Quantizer.Parse(text) == null)
                    result.AddError($"--type takes one of {string.Join(", ", Quantizer.Names)}, not '{text}'.");
                return text;
            },
        };
        return option;
    }

    internal static Option<int> Seed() => CommonOptions.Number("--seed", "Decides what is dropped by chance.", 0, int.MaxValue, 0);

    internal static Option<int> Threads() => CommonOptions.Number("--threads", "CPU threads; 0 for as many as there are cores, at most 8.", 0, 512, 0);

    /// <summary>What <see cref="Threads"/> asks for.</summary>
    internal static int Count(int threads) => threads > 0 ? threads : Math.Min(8, Environment.ProcessorCount);
}
