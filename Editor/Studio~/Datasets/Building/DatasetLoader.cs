using System.Text.Json;
using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Files;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>From paths to a data set: imports, casts and builds what an author asked for.</summary>
static class DatasetLoader
{
    /// <param name="request">What the author asked for.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between lines.</param>
    /// <returns>The data set, and the import that tells what was refused.</returns>
    /// <exception cref="OjousamaException">A file is missing or unfit, or no row is left.</exception>
    public static async Task<(Dataset Dataset, Import Import)> LoadAsync(
        DataRequest request, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        Import import = Importers.Read(request.Data.Count > 0 ? request.Data : OwnData(request.Preset), new ImportOptions());
        BuildOptions options = request.Preset.Options with { Share = request.Share };
        if (request.Seed is ulong seed)
            options = options with { Seed = seed };
        if (request.Validation is string path)
            options = options with { ValidationIds = ReadIds(path) };

        VoiceCast cast = request.Preset.IsReport
            ? new VoiceCast([(ReportPreset.Voice, ReportPreset.Sheet(withContext: request.Preset == BuildPreset.Report))], [])
            : new VoiceCast(Sheets(request), request.Also);
        IReadOnlyList<DatasetRow> rows = request.Preset.IsReport ? ReportPreset.Rows(import.Rows) : import.Rows;
        if (!request.Preset.UsesRecall)
            return (await DatasetBuilder.BuildAsync(rows, cast, options, null, progress, cancellationToken).ConfigureAwait(false), import);

        LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(cast.Sheets[0].Sheet.model.embedder, cancellationToken).ConfigureAwait(false);
        using EmbeddingCache cache = DataCache.Over(embedder);
        try
        {
            return (await DatasetBuilder.BuildAsync(rows, cast, options, MappedEmbedder.Over(cache, PackagePaths.FindModel(cast.Sheets[0].Sheet.model.embedder)), progress, cancellationToken).ConfigureAwait(false), import);
        }
        finally
        {
            cache.Save(); // also when stopped: the next build goes on from there
        }
    }

    /// <summary>What the package brings for a preset.</summary>
    public static IReadOnlyList<string> OwnData(BuildPreset preset)
    {
        string lines = DataFolder.Find("ojousama/ojousamatalkscript200.csv");
        return preset.IsReport ? [lines] : [lines, DataFolder.Find("context-ja")];
    }

    static IReadOnlyList<(string Voice, CharacterSheet Sheet)> Sheets(DataRequest request) => request.Sheets.Count > 0
        ? [.. request.Sheets.Select(path => (VoiceName.OfSheet(path), SheetFile.Read(path)))]
        : throw new OjousamaException($"The preset “{request.Preset.Name}” needs a character", "Name her sheet with --sheet");

    static HashSet<string> ReadIds(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(SourceFile.Open(path).Text);
            return [.. document.RootElement.Items("validation").Select(id => id.GetString()!)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new OjousamaException($"{path} is no list of validation rows", """Write it like this: {"validation":["ctx-0927","mt-016"]}""", e);
        }
    }
}
