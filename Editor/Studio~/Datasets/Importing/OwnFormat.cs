using System.Text.Json;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>
/// The project's own format: <c>question, facts, gold, reply</c> or <c>turns</c> of them, with <c>id</c> and, where they are known,
/// <c>voice</c>, <c>licence</c> and <c>source</c>.
/// </summary>
/// <remarks>A row without licence has that of the file <c>LICENSE</c> beside it, by its line <c>SPDX-License-Identifier: …</c>.</remarks>
sealed class OwnFormat : IImporter
{
    public string Name => "context";

    public bool Reads(SourceFile file) =>
        JsonRecords.FirstHas(file, "id", "turns") || JsonRecords.FirstHas(file, "question", "facts", "reply");

    public void Read(SourceFile file, Import import)
    {
        Licence beside = LicenceBeside(file) ?? Licence.Parse(import.Options.Licence ?? Licence.Unstated.Name);
        foreach (var (line, record) in JsonRecords.Read(file, import))
        {
            IEnumerable<JsonElement> turns = record.TryGetProperty("turns", out _) ? record.Items("turns") : [record];
            string licence = record.Text("licence"), id = record.Text("id");
            import.Add(file, line, licence.Length > 0 ? Licence.Parse(licence) : beside,
                [.. turns.Select(TurnOf)], id.Length > 0 ? id : null, record.Text("voice"));
        }
    }

    static DatasetTurn TurnOf(JsonElement turn) => new(
        turn.Text("question"),
        [.. turn.Items("facts").Select(f => f.ValueKind == JsonValueKind.String ? f.Words() : "")],
        turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("gold", out JsonElement gold) && gold.ValueKind == JsonValueKind.Number && gold.TryGetInt32(out int index) ? index : null,
        turn.Text("reply"));

    static Licence? LicenceBeside(SourceFile file)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.FullPath))!, "LICENSE");
        const string Tag = "SPDX-License-Identifier:";
        return File.Exists(path) && File.ReadLines(path).FirstOrDefault(l => l.Contains(Tag)) is string line
            ? Licence.Parse(line[(line.IndexOf(Tag, StringComparison.Ordinal) + Tag.Length)..].Trim())
            : null;
    }
}
