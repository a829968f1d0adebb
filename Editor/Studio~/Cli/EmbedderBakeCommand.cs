using System.CommandLine;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Maps;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>embedder bake</c>: embeds what characters know before the game is shipped, so that no player's first start waits for it.</summary>
static class EmbedderBakeCommand
{
    const string Example = """
        ojousama embedder bake --sheet Samples~/DatingSim/Characters/Ayane.asset Samples~/DatingSim/Characters/Rin.asset --out Models~/multilingual-e5-small-ja.embeddings

        Ship the file beside the embedder, under its name: it is found there. What changes in a sheet afterwards is embedded at the first start as before.
        """;

    public static Command Create()
    {
        var sheets = new Option<string[]>("--sheet") { Description = "All characters of the game: what they know of each other counts too.", HelpName = "S.asset", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--out") { Description = "The vectors. An older file is replaced.", HelpName = "E.embeddings", Required = true };
        var command = new ExampleCommand("bake", "Embed the facts and lines of sheets, to be shipped beside the embedder.", Example) { sheets, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            CharacterSheet[] all = [.. parsed.GetRequiredValue(sheets).Select(SheetFile.Read)];
            if (all.Select(sheet => sheet.model.embedder).Distinct().ToArray() is not [string embedder])
                throw new OjousamaException("The sheets name different embedders, and vectors are one embedder's", "Bake the sheets of each embedder apart");
            int count = 0;
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
                count = await BakeAsync(path, all, PackagePaths.FindModel(embedder), progress.Begin("Embedding"), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {count} vectors");
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <returns>How many vectors the file holds.</returns>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    static async Task<int> BakeAsync(string path, IReadOnlyList<CharacterSheet> sheets, string embedder, IProgress<float> progress, CancellationToken cancellationToken)
    {
        LlamaEmbedder model = await LlamaEmbedder.LoadAsync(embedder, cancellationToken).ConfigureAwait(false);
        using var baked = new EmbeddingCache(model, capacity: int.MaxValue);
        IEmbedder mapped = MappedEmbedder.Over(baked, embedder); // vectors are kept as they are before the map, which may be learned anew
        for (int i = 0; i < sheets.Count; i++)
        {
            await FactIndex.BuildAsync(sheets[i], sheets, mapped, progress.Part(i / (float)sheets.Count, (i + 1f) / sheets.Count), cancellationToken).ConfigureAwait(false);
            await LineIndex.BuildAsync(sheets[i].sampleLines, null, mapped, cancellationToken).ConfigureAwait(false);
        }

        return baked.SaveTo(path);
    }
}
