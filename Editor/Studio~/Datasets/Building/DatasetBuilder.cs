using Ojousama.Inference;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Rows and sheets to samples with exactly the prompts of play.</summary>
static class DatasetBuilder
{
    /// <summary>Splits the rows and looks up what recall finds for them: a minute for ten thousand turns.</summary>
    /// <param name="rows">Of any source. Equal rows count once; rows whose voice nobody has are left out.</param>
    /// <param name="cast">Who speaks.</param>
    /// <param name="options">How rows become samples.</param>
    /// <param name="embedder">Play's own; null builds without recall: blocks are as their authors wrote them.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between lines.</param>
    /// <exception cref="OjousamaException">No row is left, or a row to validate on is not there.</exception>
    public static async Task<Dataset> BuildAsync(
        IReadOnlyList<DatasetRow> rows,
        VoiceCast cast,
        BuildOptions options,
        IEmbedder? embedder,
        IProgress<float>? progress = null,
        CancellationToken cancellationToken = default)
    {
        DatasetRow[] used = [.. rows.Where(r => cast.For(r) != null).DistinctBy(r => (r.Voice, r.Hash))];
        if (used.Length == 0)
            throw new OjousamaException(
                $"None of the {rows.Count} rows has a voice of {string.Join(", ", cast.Sheets.Select(s => s.Voice))}",
                $"Name the sheet of one of these voices: {string.Join(", ", rows.Select(r => r.Voice).Distinct())}");
        HashSet<DatasetRow> held = ValidationOf(used, options);
        RecalledFacts? facts = embedder == null ? null
            : await RecalledFacts.FindAsync(used, cast, embedder, options.Order == BlockOrder.Recalled, options.Examples == 0 ? progress : progress.Part(0f, 0.8f), cancellationToken).ConfigureAwait(false);
        RecalledLines? lines = embedder == null || options.Examples == 0 ? null
            : await RecalledLines.FindAsync(used, cast, embedder, progress.Part(0.8f, 1f), cancellationToken).ConfigureAwait(false);
        return new Dataset(
            [.. used.Where(r => !held.Contains(r) && IsOfShare(r, options))], [.. used.Where(held.Contains)], cast, facts, lines, options);
    }

    static bool IsOfShare(DatasetRow row, BuildOptions options) => Randoms.Hash(options.Seed, $"share/{row.Hash}") <= options.Share * ulong.MaxValue;

    static HashSet<DatasetRow> ValidationOf(IReadOnlyList<DatasetRow> rows, BuildOptions options)
    {
        if (options.ValidationIds is not { } ids)
            return ClusterSplit.Choose(rows, options.ValidationShare, options.Seed);
        string[] missing = [.. ids.Except(rows.Select(r => r.Id))];
        if (missing.Length > 0)
            throw new OjousamaException(
                $"{missing.Length} rows to validate on are not in the data, {missing[0]} among them", "Add their file to the data");
        return new HashSet<DatasetRow>(rows.Where(r => ids.Contains(r.Id)), ReferenceEqualityComparer.Instance);
    }
}
