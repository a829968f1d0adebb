using System.Text.Json;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary><c>instruction, input, output</c> as one turn, after those of a <c>history</c>: an input stands below its instruction.</summary>
/// <param name="name">For <c>--format</c>.</param>
/// <param name="licence">Of the set; the author's word goes before it.</param>
/// <param name="mark">A member that tells this set from others of the shape.</param>
abstract class InstructionRecords(string name, Licence licence, string mark) : IImporter
{
    internal const string SystemLeftOut = "what the system says was left out: the sheet instructs her";

    public string Name => name;

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "instruction", "output", mark);

    public void Read(SourceFile file, Import import)
    {
        Licence terms = import.Options.Licence is string stated ? Licence.Parse(stated) : licence;
        foreach (var (line, record) in JsonRecords.Read(file, import))
        {
            if (JsonRecords.WhyUnread(record) is string reason)
            {
                import.Refuse(file, line, reason);
                continue;
            }

            if (EarlierTurns(record) is not { } turns)
            {
                import.Refuse(file, line, "its history is no list of pairs of what was said and answered");
                continue;
            }

            if (record.Text("system").Length > 0)
                import.Note(file, SystemLeftOut);
            string input = (record.Text("input") + record.Text("context")).Trim();
            string question = record.Text("instruction").Trim();
            turns.Add(new DatasetTurn(input.Length == 0 ? question : $"{question}\n{input}", [], null, record.Text("output")));
            import.Add(file, line, terms, turns);
        }
    }

    /// <summary>The talk before the instruction, as pairs; null if it is something else.</summary>
    static List<DatasetTurn>? EarlierTurns(JsonElement record)
    {
        var turns = new List<DatasetTurn>();
        if (!record.TryGetProperty("history", out JsonElement history) || history.ValueKind == JsonValueKind.Null || history.GetRawText() == "\"\"")
            return turns;
        if (history.ValueKind != JsonValueKind.Array)
            return null;
        foreach (JsonElement pair in history.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair.EnumerateArray().Any(said => said.ValueKind != JsonValueKind.String))
                return null;
            turns.Add(new DatasetTurn(pair[0].Words(), [], null, pair[1].Words()));
        }

        return turns;
    }
}

/// <summary>databricks-dolly-15k-ja-zundamon.</summary>
sealed class Dolly() : InstructionRecords("dolly", Licence.Parse("CC-BY-SA-3.0"), "category");

/// <summary>Stanford Alpaca's shape, whoever fills it.</summary>
sealed class Alpaca() : InstructionRecords("alpaca", Licence.Unstated, "instruction");
