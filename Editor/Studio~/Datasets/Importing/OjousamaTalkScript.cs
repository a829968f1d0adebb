using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary><c>prompt, completion</c>: OjousamaTalkScriptDataset's csv and its jsonl for GPT-3 (its third file is plain <see cref="ChatMessages"/>), and any table or workbook with these columns.</summary>
sealed class OjousamaTalkScript : IImporter
{
    const string PromptEnd = " ->"; // the separator that GPT-3's fine-tuning asked for

    public string Name => "ojousama";

    public bool Reads(SourceFile file) => Table.FirstHas(file, "prompt", "completion") || JsonRecords.FirstHas(file, "prompt", "completion");

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.LicenceOf(file);
        if (file.IsJson)
            ReadJson(file, licence, import);
        else
            ReadTable(file, licence, import);
    }

    static void ReadTable(SourceFile file, Licence licence, Import import)
    {
        int row = 0;
        foreach (var (line, fields) in Table.Read(file, import, "prompt", "completion"))
        {
            row++; // csv-N counts rows, as the published reference runs do
            import.Add(file, line, licence, [new DatasetTurn(fields[0], [], null, fields[1])], $"csv-{row}");
        }
    }

    static void ReadJson(SourceFile file, Licence licence, Import import)
    {
        bool hasLatin = false, hasUpper = false;
        foreach (JsonRow row in JsonRecords.Read(file, import))
        {
            List<DatasetTurn> turns = row.EarlierTurns();
            string prompt = row.Text("prompt"), reply = row.Text("completion");
            if (prompt.EndsWith(PromptEnd, StringComparison.Ordinal))
                prompt = prompt[..^PromptEnd.Length];
            hasLatin |= (prompt + reply).Any(char.IsAsciiLetter);
            hasUpper |= (prompt + reply).Any(char.IsAsciiLetterUpper);
            turns.Add(new DatasetTurn(prompt, [], null, reply));
            import.Add(file, row, licence, turns);
        }

        if (hasLatin && !hasUpper)
            import.Note(file, "all Latin letters are lower case, so they were folded before publication; the csv keeps them");
    }
}
