using Ojousama.Studio.Files;


namespace Ojousama.Studio.Datasets;

/// <summary>Writes the project's own row format, one JSON object a line; <see cref="Importing.OwnFormat"/> reads it back.</summary>
static class DatasetFile
{
    /// <summary>Writes rows with their licence, source and hash.</summary>
    /// <exception cref="OjousamaException">A row's licence forbids to pass it on; nothing is written then.</exception>
    public static void Write(string path, IReadOnlyList<DatasetRow> rows)
    {
        foreach (DatasetRow row in rows)
            CheckMayBeShared(row);
        JsonLines.Write(path, rows.Select(row => new RowJson(row)));
    }

    /// <exception cref="OjousamaException">The row's licence forbids to pass it on.</exception>
    public static void CheckMayBeShared(DatasetRow row)
    {
        if (!row.Origin.Licence.MayBeShared)
            throw new OjousamaException(
                $"{row.Origin.File}:{row.Origin.Line} stands under “{row.Origin.Licence.Name}”, which forbids to pass it on",
                "Train on the file in place, or leave it out of what is written");
    }

    sealed record RowJson(string Id, string Voice, IReadOnlyList<TurnJson> Turns, string Licence, string Source, string Hash)
    {
        public RowJson(DatasetRow row)
            : this(row.Id, row.Voice, [.. row.Turns.Select(t => new TurnJson(t.Question, t.Facts, t.Gold, t.Reply))],
                row.Origin.Licence.Name, $"{row.Origin.File}:{row.Origin.Line}", row.Hash)
        {
        }
    }

    sealed record TurnJson(string Question, IReadOnlyList<string> Facts, int? Gold, string Reply);
}
