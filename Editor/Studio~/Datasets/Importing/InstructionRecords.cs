using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary><c>instruction, input, output</c> as one turn: an input stands below its instruction.</summary>
/// <param name="name">For <c>--format</c>.</param>
/// <param name="licence">Of the set; the author's word goes before it.</param>
/// <param name="mark">A member that tells this set from others of the shape.</param>
abstract class InstructionRecords(string name, Licence licence, string mark) : IImporter
{
    public string Name => name;

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "instruction", "output", mark);

    public void Read(SourceFile file, Import import)
    {
        Licence terms = import.Options.Licence is string stated ? Licence.Parse(stated) : licence;
        foreach (var (line, record) in JsonRecords.Read(file, import))
        {
            string input = record.Text("input").Trim();
            string question = record.Text("instruction").Trim();
            import.Add(file, line, terms, input.Length == 0 ? question : $"{question}\n{input}", record.Text("output"));
        }
    }
}

/// <summary>databricks-dolly-15k-ja-zundamon.</summary>
sealed class Dolly() : InstructionRecords("dolly", Licence.Parse("CC-BY-SA-3.0"), "category");

/// <summary>Stanford Alpaca's shape, whoever fills it.</summary>
sealed class Alpaca() : InstructionRecords("alpaca", Licence.Unstated, "instruction");
