using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>Rosebleu's scenarios: a scene a file, JSON lines of <c>speaker, utterance</c> or TSV of <c>name, text</c>.</summary>
/// <remarks>Its adult files are never read: this project is for all ages.</remarks>
sealed class Rosebleu : IImporter
{
    const string AdultMark = "h_converted";

    public string Name => "rosebleu";

    public bool Reads(SourceFile file) =>
        JsonRecords.FirstHas(file, "speaker", "utterance") || (file.Extension == ".tsv" && file.Text.StartsWith("name\ttext\n", StringComparison.Ordinal));

    public void Read(SourceFile file, Import import)
    {
        if (Path.GetFullPath(file.FullPath).Contains(AdultMark, StringComparison.OrdinalIgnoreCase))
        {
            import.Refuse(file, 1, "is an adult scene; the whole file was left out");
            return;
        }

        IEnumerable<SpeakerLines.Said> lines = file.Extension == ".tsv"
            ? CsvRecords.Read(file, '\t', import).Skip(1).Select(r => new SpeakerLines.Said(r.Line, r.Fields[0], r.Fields.ElementAtOrDefault(1) ?? ""))
            : JsonRecords.Read(file, import).Select(r => new SpeakerLines.Said(r.Line, r.Value.Text("speaker"), r.Value.Text("utterance")));
        SpeakerLines.Add(file, [.. lines], import.Options.Licence is string name ? Licence.Parse(name) : Licence.Apache, import);
    }
}
