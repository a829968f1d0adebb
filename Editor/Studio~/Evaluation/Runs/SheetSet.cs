using Ojousama.Character;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>The sheets that questions are about: the one that was asked for, and the same character's with other facts beside it.</summary>
sealed class SheetSet
{
    readonly Dictionary<string, CharacterSheet> _others = [];
    readonly string _folder;
    readonly bool _hasForms = true;

    /// <param name="path">Of the sheet.</param>
    /// <param name="hasForms">Whether facts keep their question forms.</param>
    /// <exception cref="OjousamaException">The file is missing or no sheet.</exception>
    public SheetSet(string path, bool hasForms = true)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _hasForms = hasForms;
        Name = Path.GetFileNameWithoutExtension(path);
        Sheet = Read(path);
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
        CharacterSheet other = Read(path);
        if (other.name != Sheet.name)
            return null;
        other.model = Sheet.model;
        other.sampling = Sheet.sampling;
        return _others[name] = other;
    }

    CharacterSheet Read(string path)
    {
        CharacterSheet sheet = SheetFile.Read(path);
        GivenState.Apply(null, sheet); // gates belong to a game; here everything may be told
        if (!_hasForms)
            sheet.facts.ForEach(fact => fact.questions.Clear());
        return sheet;
    }
}
