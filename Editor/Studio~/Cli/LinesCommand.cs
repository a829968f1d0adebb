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
        ojousama lines build --voice ojousama ayane --out Models~/ojousama.lines

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
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : DataFolder.Lines, new ImportOptions());
            IReadOnlyList<SampleLine> lines = RememberedRows.Of(import.Rows, parsed.GetRequiredValue(voices));
            if (lines.Count == 0)
                throw new OjousamaException($"No row of the data is a line without a fact in the voice {string.Join(", ", parsed.GetRequiredValue(voices))}", "Name a voice that the data has");
            await ProgressDisplay.RunAsync(
                parsed.InvocationConfiguration.Error,
                progress => BuildAsync(path, lines, PackagePaths.FindModel(parsed.GetRequiredValue(embedder)), progress.Begin($"Embedding {lines.Count} lines"), cancellationToken)).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {lines.Count} lines");
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>Voices that are talked to alike share their player's lines, which the data's cache embeds once for all of them.</summary>
    static async Task BuildAsync(string path, IReadOnlyList<SampleLine> lines, string embedder, IProgress<float> progress, CancellationToken cancellationToken)
    {
        const int AtOnce = 256;
        LlamaEmbedder model = await LlamaEmbedder.LoadAsync(embedder, cancellationToken).ConfigureAwait(false);
        using EmbeddingCache cache = DataCache.Over(model);
        try
        {
            IEmbedder mapped = MappedEmbedder.Over(cache, embedder);
            var rows = new List<LineRow>();
            foreach (SampleLine[] some in lines.Chunk(AtOnce))
            {
                rows.AddRange(await LineIndex.EmbedAsync(some, mapped, cancellationToken).ConfigureAwait(false));
                progress.Report((float)rows.Count / lines.Count);
            }

            LineFile.Write(path, rows, mapped.Id, mapped.Dimensions);
        }
        finally
        {
            cache.Save(); // also when stopped: the next run goes on from there
        }
    }
}
