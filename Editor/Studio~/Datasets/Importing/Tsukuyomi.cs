using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>つくよみちゃん会話AI育成計画: a workbook or its csv; a note, a header, then columns B–E: line, reply, follow-up, reply.</summary>
/// <remarks>Its terms forbid to pass the lines on, so nothing that holds them is ever written. Credit: © Rei Yumesaki.</remarks>
sealed class Tsukuyomi : IImporter
{
    static readonly Licence Terms = new("つくよみちゃん会話AI育成計画: own terms, no redistribution", false);

    public string Name => "tsukuyomi";

    /// <summary>Its header has marks of its own: any other workbook, and any file that speaks of her, is somebody else's.</summary>
    public bool Reads(SourceFile file) => Table.IsTable(file)
        && Table.Records(file, new Import(new ImportOptions())).ElementAtOrDefault(1).Fields is [_, var line, var reply, ..]
        && line.Trim().StartsWith("【A】", StringComparison.Ordinal) && reply.Trim().StartsWith("【B】", StringComparison.Ordinal);

    public void Read(SourceFile file, Import import)
    {
        foreach (var (line, fields) in Table.Records(file, import).Skip(2))
        {
            string Column(int i) => fields.ElementAtOrDefault(i)?.Trim() ?? "";
            var turns = new List<DatasetTurn> { new(Column(1), [], null, Column(2)) };
            if (Column(3).Length > 0 && Column(4).Length > 0)
                turns.Add(new DatasetTurn(Column(3), [], null, Column(4)));
            else if (Column(3).Length + Column(4).Length > 0)
                import.Note(file, "follow-ups without a reply, and replies without a follow-up, were left out");
            import.Add(file, line, Terms, turns);
        }

        import.Note(file, "may not be passed on: train on it in place and name “つくよみちゃん会話AI育成計画（© Rei Yumesaki）” in the credits");
    }
}
