using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>characterconversationdataset: JSON lines of <c>name, text</c>, a script a file.</summary>
sealed class CharacterConversation : IImporter
{
    public string Name => "characterconversation";

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, "name", "text");

    public void Read(SourceFile file, Import import) =>
        SpeakerLines.Add(file, SpeakerLines.Read(file, "name", "text", import), import.LicenceOf(file), import);
}
