using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary><c>instruction, input, output</c> as one turn, after those of a <c>history</c>: an input stands below its instruction.</summary>
/// <param name="name">For <c>--format</c>.</param>
/// <param name="mark">A member that tells this set from others of the shape.</param>
abstract class InstructionRecords(string name, string mark) : IImporter
{
    public string Name => name;

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "instruction", "output", mark);

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.LicenceOf(file);
        foreach (JsonRow row in JsonRecords.Read(file, import))
        {
            List<DatasetTurn> turns = row.EarlierTurns();
            string[] asked = [row.Text("instruction").Trim(), row.Text("input").Trim(), row.Text("context").Trim()];
            turns.Add(new DatasetTurn(string.Join('\n', asked.Where(part => part.Length > 0)), [], null, row.Text("output")));
            import.Add(file, row, licence, turns);
        }
    }
}

/// <summary>databricks-dolly-15k-ja-zundamon.</summary>
sealed class Dolly() : InstructionRecords("dolly", "category");

/// <summary>Stanford Alpaca's shape, whoever fills it.</summary>
sealed class Alpaca() : InstructionRecords("alpaca", "instruction");
