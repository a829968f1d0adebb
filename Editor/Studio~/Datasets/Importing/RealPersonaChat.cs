using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>RealPersonaChat: a JSON object a dialogue, with <c>utterances</c> of <c>interlocutor_id, text</c>.</summary>
sealed class RealPersonaChat : IImporter
{
    public string Name => "realpersonachat";

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "utterances");

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.LicenceOf(file);
        foreach (JsonRow dialogue in JsonRecords.Read(file, import))
        {
            SpeakerLines.Said[] said = [.. dialogue.Rows("utterances").Select(u => new SpeakerLines.Said(dialogue.Line, u.Text("interlocutor_id"), u.Text("text")))];
            if (said.Length == 0)
                dialogue.Refuse("has no utterances");
            // The one who answers the opening is the natural character of a talk between equals.
            string? second = said.FirstOrDefault(s => s.Speaker != said[0].Speaker).Speaker;
            if (said.Length > 0 && second == null)
                dialogue.Refuse("has one speaker only, so nobody answers");
            if (import.Accepts(file, dialogue))
                SpeakerLines.Add(file, said, licence, import, second);
        }
    }
}
