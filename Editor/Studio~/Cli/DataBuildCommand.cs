using System.CommandLine;
using Ojousama.Prompting;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Training;

namespace Ojousama.Studio.Cli;

/// <summary><c>data build</c>: shows the samples that <c>train</c> would see.</summary>
static class DataBuildCommand
{
    const string Example = """
        ojousama data build --preset report --out samples
        ojousama data build --sheet Ayane.asset --also ojousama --epochs 2 --out samples

        writes samples/validation.jsonl, samples/epoch-1.jsonl and so on; “text” holds the very prompt and reply.
        """;

    public static Command Create()
    {
        var data = new DataOptions();
        var epochs = CommonOptions.Number("--epochs", "Epochs to write; each has other names, numbers and distractors.", least: 1, most: 100, usual: 1);
        var output = new Option<string>("--out") { Description = "A folder; files of the same names in it are replaced.", HelpName = "FOLDER", Required = true };
        var command = new ExampleCommand("build", "Write training samples with the prompts of play.", Example);
        data.AddTo(command);
        command.Add(epochs);
        command.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DataRequest request = data.Read(parsed);
            string folder = parsed.GetRequiredValue(output);
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                ProgressStep recalling = progress.Begin("Recalling facts for the lines");
                var (dataset, import) = await DatasetLoader.LoadAsync(request, recalling, cancellationToken).ConfigureAwait(false);
                DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
                Write(dataset, ChatTemplate.Of(request.Model.file, request.Model.turnFormat), folder, parsed.GetValue(epochs), parsed.InvocationConfiguration.Output);
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static void Write(Dataset dataset, ChatTemplate format, string folder, int epochs, TextWriter output)
    {
        foreach (DatasetRow row in dataset.TrainingRows.Concat(dataset.ValidationRows))
            DatasetFile.CheckMayBeShared(row);
        SampleFile.Write(Path.Combine(folder, "validation.jsonl"), dataset.Validation, format);
        output.WriteLine($"validation: {Mix(dataset.Validation)}");
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            IReadOnlyList<TrainingSample> samples = dataset.Epoch(epoch);
            SampleFile.Write(Path.Combine(folder, $"epoch-{epoch + 1}.jsonl"), samples, format);
            output.WriteLine($"epoch {epoch + 1}: {Mix(samples)}");
        }

        output.WriteLine($"hash {dataset.Hash}");
    }

    static string Mix(IReadOnlyList<TrainingSample> samples)
    {
        int turns = samples.Sum(s => s.Turns.Count), bare = samples.Sum(s => s.Turns.Count(t => t.Facts.Count == 0));
        return $"{samples.Count} samples, {turns} turns, {bare} of them without facts";
    }
}
