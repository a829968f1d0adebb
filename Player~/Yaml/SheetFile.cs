using System.Text;
using Ojousama.Character;
using Ojousama.Storage;

namespace Ojousama.UnityYaml;

/// <summary>A character sheet as it lies in an author's Unity project: the .asset of a CharacterSheetAsset.</summary>
public static class SheetFile
{
    const string Field = "sheet";

    static readonly string Script = PackageGuid.Of("Runtime/Unity/CharacterSheetAsset.cs");

    /// <summary>Reads a sheet and brings it up to the version of today.</summary>
    /// <exception cref="OjousamaException">The file is missing, is no character sheet, has an unknown field or a newer version; the message names file and line.</exception>
    public static CharacterSheet Read(string path)
    {
        var sheet = new CharacterSheet();
        new ObjectReader().Fill(sheet, FieldOf(SheetDocument(UnityFile.Read(path))).Value.AsMapping());
        SheetMigration.ToCurrent(sheet, path);
        return sheet;
    }

    /// <summary>Creates the file, or changes nothing but the sheet in it. The file is there whole or not at all.</summary>
    /// <exception cref="OjousamaException">The file is there and no character sheet, or cannot be written.</exception>
    public static void Write(string path, CharacterSheet sheet)
    {
        string text = ObjectWriter.WriteField(Field, sheet, indent: 2);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(File.Exists(path) ? Replace(path, text) : Head(path) + text));
    }

    static string Replace(string path, string text)
    {
        string old = TextFile.ReadAsset(path);
        UnityDocument document = SheetDocument(UnityFile.Parse(path, old));
        int line = FieldOf(document).Line;
        int next = document.Body.Fields.FirstOrDefault(field => field.Line > line)?.Line ?? document.EndLine;
        string[] lines = old.Split('\n');
        return string.Join('\n', [.. lines[..(line - 1)], text.TrimEnd('\n'), .. next > lines.Length ? [""] : lines[(next - 1)..]]);
    }

    static UnityField FieldOf(UnityDocument document)
    {
        if (document.Body.Fields.FirstOrDefault(field => field.Name == Field) is { } sheet)
            return sheet;
        string? nearest = NearestName.Of(Field, document.Body.Fields.Select(field => field.Name));
        throw document.Body.Error("the field “sheet” is missing", nearest == null ? "Write the sheet anew with “sheet new”" : $"Rename “{nearest}” to “sheet”");
    }

    static UnityDocument SheetDocument(UnityFile file) =>
        file.Documents.FirstOrDefault(document => document.ClassId == UnityDocument.MonoBehaviourClass && document.Script.Guid == Script)
        ?? throw new OjousamaException($"The file {file.Path} is no character sheet: none of its objects has the script {Script}",
            "Create one by Unity's menu Assets > Create > Ojousama > Character Sheet, or by the command “sheet new”");

    static string Head(string path) => UnityFile.Head + $$"""
        --- !u!114 &11400000
        MonoBehaviour:
          m_ObjectHideFlags: 0
          m_CorrespondingSourceObject: {fileID: 0}
          m_PrefabInstance: {fileID: 0}
          m_PrefabAsset: {fileID: 0}
          m_GameObject: {fileID: 0}
          m_Enabled: 1
          m_EditorHideFlags: 0
          m_Script: {fileID: 11500000, guid: {{Script}}, type: 3}
          m_Name: {{ScalarText.Quote(Path.GetFileNameWithoutExtension(path))}}
          m_EditorClassIdentifier:{{" "}}

        """.ReplaceLineEndings("\n");
}
