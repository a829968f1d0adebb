using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>
/// The project's own format: <c>question, facts, gold, reply</c> or <c>turns</c> of them, with <c>id</c> and, where they are known,
/// <c>voice</c>, <c>licence</c> and <c>source</c>.
/// </summary>
sealed class OwnFormat : IImporter
{
    public string Name => "context";

    public bool Reads(SourceFile file) =>
        JsonRecords.FirstHas(file, "id", "turns") || JsonRecords.FirstHas(file, "question", "facts", "reply");

    public void Read(SourceFile file, Import import)
    {
        Licence ofFile = import.LicenceOf(file);
        foreach (JsonRow row in JsonRecords.Read(file, import))
        {
            row.PassOver("source", "hash"); // where the row came from before it was written here
            List<DatasetTurn> turns = row.EarlierTurns();
            turns.AddRange((row.Has("turns") ? row.Rows("turns") : [row]).Select(TurnOf));
            string licence = row.Text("licence"), id = row.Text("id");
            import.Add(file, row, licence.Length > 0 ? Licence.Parse(licence) : ofFile, turns, id.Length > 0 ? id : null, row.Text("voice"));
        }
    }

    static DatasetTurn TurnOf(JsonRow turn) => new(turn.Text("question"), turn.Texts("facts"), turn.Index("gold"), turn.Text("reply"));
}
