using System.Globalization;

namespace Ojousama.UnityYaml;

/// <summary>How Unity points at an object: <c>{fileID: 11400000, guid: 0a1b…, type: 2}</c>, or within a file <c>{fileID: 4}</c>.</summary>
/// <param name="FileId">The object within its file; 0 for none.</param>
/// <param name="Guid">The file, by its .meta; null for the same file.</param>
internal readonly record struct UnityReference(long FileId, string? Guid)
{
    public bool IsNone => FileId == 0;

    public static UnityReference Read(UnityNode node)
    {
        UnityMapping mapping = node.AsMapping();
        UnityNode id = mapping.Get("fileID");
        if (!long.TryParse(id.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long fileId))
            throw id.Error($"the fileID “{id.AsText()}” is no whole number", "Assign the object again in Unity's inspector");
        return new UnityReference(fileId, mapping.Find("guid")?.AsText());
    }
}
