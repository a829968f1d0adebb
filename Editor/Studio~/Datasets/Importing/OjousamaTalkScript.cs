using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>OjousamaTalkScriptDataset: the csv <c>prompt,completion</c> and the jsonl for GPT-3 (its third file is plain <see cref="ChatMessages"/>).</summary>
sealed class OjousamaTalkScript : IImporter
{
    const string PromptEnd = " ->"; // the separator that GPT-3's fine-tuning asked for

    public string Name => "ojousama";

    public bool Reads(SourceFile file) =>
        file.Text.StartsWith("prompt,completion\n", StringComparison.Ordinal) || JsonRecords.FirstHas(file, "prompt", "completion");

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.Options.Licence is string name ? Licence.Parse(name) : Licence.Mit;
        if (file.Extension == ".csv")
            ReadCsv(file, licence, import);
        else
            ReadJson(file, licence, import);
    }

    static void ReadCsv(SourceFile file, Licence licence, Import import)
    {
        int row = 0;
        foreach (var (line, fields) in CsvRecords.Read(file, ',', import).Skip(1))
        {
            row++;
            if (fields.Length != 2)
                import.Refuse(file, line, $"has {fields.Length} fields instead of 2");
            else // csv-N counts rows, as the published reference runs do
                import.Add(file, line, licence, [new DatasetTurn(fields[0], [], null, fields[1])], $"csv-{row}");
        }
    }

    static void ReadJson(SourceFile file, Licence licence, Import import)
    {
        bool hasLatin = false, hasUpper = false;
        foreach (var (line, record) in JsonRecords.Read(file, import))
        {
            string prompt = record.Text("prompt"), reply = record.Text("completion");
            if (prompt.EndsWith(PromptEnd, StringComparison.Ordinal))
                prompt = prompt[..^PromptEnd.Length];
            hasLatin |= (prompt + reply).Any(char.IsAsciiLetter);
            hasUpper |= (prompt + reply).Any(char.IsAsciiLetterUpper);
            import.Add(file, line, licence, prompt, reply);
        }

        if (hasLatin && !hasUpper)
            import.Note(file, "all Latin letters are lower case, so they were folded before publication; the csv keeps them");
    }
}
