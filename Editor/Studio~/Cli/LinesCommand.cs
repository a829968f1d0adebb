using System.CommandLine;
using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Studio.Cli;

/// <summary><c>lines build</c>: makes the file of lines that a character remembers having answered.</summary>
static class LinesCommand
{
    const string Example = """
        ojousama lines build --voice ojousama ayane --data Data~/context-ja --out Models~/ojousama.lines

        Rows that state a fact are left out: they answer for one sheet only. Name the file in the sheets of that voice as model.lines.
        """;

    public static Command Create() => new("lines", "What a character remembers having answered.") { Build() };

    static Command Build()
    {
        var voices = new Option<string[]>("--voice") { Description = "Voices whose replies are taken.", HelpName = "V", Required = true, AllowMultipleArgumentsPerToken = true };
        var data = new Option<string[]>("--data") { Description = "Rows; the package's own if it is left out.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        var embedder = new Option<string>("--embedder") { Description = "The embedding model.", HelpName = "E.gguf", DefaultValueFactory = _ => new ModelSettings().embedder };
        var output = new Option<string>("--out") { Description = "The line file. An older one is replaced.", HelpName = "V.lines", Required = true };
        var command = new ExampleCommand("build", "Make a line file from rows of dialogue.", Example) { voices, data, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : [DataFolder.Find("context-ja")], new ImportOptions());
            IReadOnlyList<SampleLine> lines = RememberedRows.Of(import.Rows, parsed.GetRequiredValue(voices));
            if (lines.Count == 0)
                throw new OjousamaException($"No row of the data is a line without a fact in the voice {string.Join(", ", parsed.GetRequiredValue(voices))}", "Name a voice that the data has");
            using LlamaEmbedder model = await LlamaEmbedder.LoadAsync(parsed.GetRequiredValue(embedder), cancellationToken).ConfigureAwait(false);
            IEmbedder mapped = MappedEmbedder.Over(model, PackagePaths.FindModel(parsed.GetRequiredValue(embedder)));
            LineFile.Write(path, await LineIndex.EmbedAsync(lines, mapped, cancellationToken).ConfigureAwait(false), mapped.Id, mapped.Dimensions);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {lines.Count} lines");
            return StudioCommandLine.Done;
        });
        return command;
    }
}
