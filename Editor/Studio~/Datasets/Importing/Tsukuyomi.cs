using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>つくよみちゃん会話AI育成計画: a workbook or its csv; a note, a header, then columns B–E: line, reply, follow-up, reply.</summary>
/// <remarks>Its terms forbid to pass the lines on, so nothing that holds them is ever written. Credit: © Rei Yumesaki.</remarks>
sealed class Tsukuyomi : IImporter
{
    static readonly Licence Terms = new("つくよみちゃん会話AI育成計画: own terms, no redistribution", false);

    public string Name => "tsukuyomi";

    public bool Reads(SourceFile file) => file.IsWorkbook || (file.Extension == ".csv" && file.Text.Contains("つくよみちゃん", StringComparison.Ordinal));

    public void Read(SourceFile file, Import import)
    {
        IEnumerable<(int Line, string[] Fields)> records = file.IsWorkbook ? Workbook.Read(file) : CsvRecords.Read(file, ',', import);
        foreach (var (line, fields) in records.Skip(2))
        {
            string Column(int i) => fields.ElementAtOrDefault(i)?.Trim() ?? "";
            var turns = new List<DatasetTurn> { new(Column(1), [], null, Column(2)) };
            if (Column(3).Length > 0 && Column(4).Length > 0)
                turns.Add(new DatasetTurn(Column(3), [], null, Column(4)));
            import.Add(file, line, Terms, turns);
        }

        import.Note(file, "may not be passed on: train on it in place and name “つくよみちゃん会話AI育成計画（© Rei Yumesaki）” in the credits");
    }
}
