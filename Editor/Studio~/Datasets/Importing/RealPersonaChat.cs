using System.Text.Json;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>RealPersonaChat: a JSON object a dialogue, with <c>utterances</c> of <c>interlocutor_id, text</c>.</summary>
sealed class RealPersonaChat : IImporter
{
    public string Name => "realpersonachat";

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "utterances");

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.Options.Licence is string name ? Licence.Parse(name) : Licence.Parse("CC-BY-SA-4.0");
        foreach (var (line, dialogue) in JsonRecords.Read(file, import))
        {
            SpeakerLines.Said[] said = [.. dialogue.Items("utterances").Select(u => new SpeakerLines.Said(line, IdOf(u), u.Text("text")))];
            // The one who answers the opening is the natural character of a talk between equals.
            SpeakerLines.Add(file, said, licence, import, said.FirstOrDefault(s => s.Speaker != said[0].Speaker).Speaker);
        }
    }

    /// <summary>Published as a string or as a number.</summary>
    static string IdOf(JsonElement utterance) =>
        utterance.ValueKind == JsonValueKind.Object && utterance.TryGetProperty("interlocutor_id", out JsonElement id) ? id.ToString() : "";
}
