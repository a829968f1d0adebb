using System.CommandLine;
using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Embedding;

namespace Ojousama.Studio.Cli;

/// <summary><c>embedder map</c>: learns what brings questions near the facts that answer them.</summary>
static class EmbedderCommand
{
    const string Example = """
        ojousama embedder map --data Data~/context-ja --out Models~/multilingual-e5-small-ja.map

        The map lies beside the embedder under its name and is found there. Line files have to be made anew with it (lines build).
        """;

    public static Command Create() => new("embedder", "The model that finds facts and lines.") { Map() };

    static Command Map()
    {
        var data = new Option<string[]>("--data") { Description = "Rows; the package's own if it is left out.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        var embedder = new Option<string>("--embedder") { Description = "The embedding model.", HelpName = "E.gguf", DefaultValueFactory = _ => new ModelSettings().embedder };
        var output = new Option<string>("--out") { Description = "The map. An older one is replaced.", HelpName = "E.map", Required = true };
        var command = new ExampleCommand("map", "Learn a map over an embedder's vectors from rows of dialogue.", Example) { data, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : [DataFolder.Find("context-ja")], new ImportOptions());
            using LlamaEmbedder model = await LlamaEmbedder.LoadAsync(parsed.GetRequiredValue(embedder), cancellationToken).ConfigureAwait(false);
            string learned = "";
            EmbeddingMap? map = null;
            await ProgressDisplay.RunAsync(
                parsed.InvocationConfiguration.Error,
                async progress => map = await new MapLearner(model, import.Rows)
                    .LearnAsync(progress.Begin("Embedding and learning"), text => learned = text, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            EmbeddingMapFile.Write(path, map!, model.Id);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: learned from {learned}");
            return StudioCommandLine.Done;
        });
        return command;
    }
}
