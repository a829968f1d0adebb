using Ojousama.Character;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>The sheets that questions are about: the one that was asked for, and the same character's with other facts beside it.</summary>
sealed class SheetSet
{
    readonly Dictionary<string, CharacterSheet> _others = [];
    readonly string _folder;

    public SheetSet(string path)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Name = Path.GetFileNameWithoutExtension(path);
        Sheet = SheetFile.Read(path);
        GivenState.Apply(null, Sheet); // gates belong to a game; here everything may be told
    }

    /// <summary>A sheet that stands in no file.</summary>
    public SheetSet(string name, CharacterSheet sheet)
    {
        _folder = "";
        Name = name;
        Sheet = sheet;
    }

    /// <summary>File name of the sheet, without its ending.</summary>
    public string Name { get; }

    public CharacterSheet Sheet { get; }

    /// <summary>The sheet that a question is about, which speaks with this one's model, adapter and sampling.</summary>
    /// <param name="name">As the question has it; null for any.</param>
    /// <returns>Null if there is none of that name, or it is another character's.</returns>
    public CharacterSheet? Find(string? name)
    {
        if (name == null || name == Name || _folder.Length == 0)
            return Sheet;
        if (_others.TryGetValue(name, out CharacterSheet? known))
            return known;
        string path = Path.Combine(_folder, name + ".asset");
        if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || !File.Exists(path))
            return null;
        CharacterSheet other = SheetFile.Read(path);
        if (other.name != Sheet.name)
            return null;
        GivenState.Apply(null, other);
        other.model = Sheet.model;
        other.sampling = Sheet.sampling;
        return _others[name] = other;
    }
}
