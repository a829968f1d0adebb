using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>Rosebleu's scenarios: a scene a file, JSON lines of <c>speaker, utterance</c> or TSV of <c>name, text</c>.</summary>
/// <remarks>Its adult files are never read: this project is for all ages.</remarks>
sealed class Rosebleu : IImporter
{
    const string AdultMark = "h_converted";

    public string Name => "rosebleu";

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "speaker", "utterance") || Table.FirstHas(file, "name", "text");

    public void Read(SourceFile file, Import import)
    {
        if (Path.GetFullPath(file.FullPath).Contains(AdultMark, StringComparison.OrdinalIgnoreCase))
        {
            import.Refuse(file, 1, "is an adult scene; the whole file was left out");
            return;
        }

        SpeakerLines.Said[] lines = file.IsJson
            ? SpeakerLines.Read(file, "speaker", "utterance", import)
            : [.. Table.Read(file, import, "name", "text").Select(row => new SpeakerLines.Said(row.Line, row.Fields[0], row.Fields[1]))];
        SpeakerLines.Add(file, lines, import.LicenceOf(file), import);
    }
}
