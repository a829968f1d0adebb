using Ojousama.Text;

namespace Ojousama.Studio.Datasets;

/// <summary>The terms a row stands under.</summary>
/// <param name="Name">SPDX identifier where there is one.</param>
/// <param name="MayBeShared">Whether a file with such rows may be written, and so passed on. Training on them in place is the author's own affair.</param>
sealed record Licence(string Name, bool MayBeShared)
{
    const string Tag = "SPDX-License-Identifier:";

    /// <summary>Public domain dedication.</summary>
    public static readonly Licence Cc0 = new("CC0-1.0", true);

    /// <summary>MIT License.</summary>
    public static readonly Licence Mit = new("MIT", true);

    /// <summary>Nothing is said: the author's own lines, or a set whose terms the author has to know.</summary>
    public static readonly Licence Unstated = new("unstated", true);

    /// <summary>As they are written with and without hyphens and blanks, and in Japanese.</summary>
    static readonly string[] s_closed =
    [
        "noncommercial", "noderiv", "noredistribution", "donotredistribute", "notforredistribution", "researchonly", "personaluse", "allrightsreserved",
        "再配布禁止", "再配布不可", "再配布を禁", "転載禁止", "無断転載", "非商用", "非営利", "商用利用不可", "商用利用禁止", "商用不可", "改変禁止", "改変不可",
    ];

    /// <summary>Terms by name: sharing is refused for non-commercial and no-derivatives licences and for 「no redistribution」.</summary>
    public static Licence Parse(string name)
    {
        string plain = UnicodeText.Compatible(name).ToLowerInvariant();
        string letters = string.Concat(plain.Where(char.IsLetter));
        string[] parts = string.Concat(plain.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ');
        bool closed = s_closed.Any(letters.Contains) || parts.Any(part => part.TrimEnd([.. "0123456789"]) is "nc" or "nd" or "ncsa" or "ncnd");
        return new Licence(name, !closed);
    }

    /// <summary>The licence that a file <c>LICENSE</c> in the folder names: by a line <c>SPDX-License-Identifier: …</c>, or as MIT's text does in its first line.</summary>
    public static Licence? Beside(string path)
    {
        string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "LICENSE");
        if (!File.Exists(file))
            return null;
        string[] lines = File.ReadAllLines(file);
        if (lines.FirstOrDefault(line => line.Contains(Tag)) is string tagged)
            return Parse(tagged[(tagged.IndexOf(Tag, StringComparison.Ordinal) + Tag.Length)..].Trim());
        return lines.FirstOrDefault(line => line.Trim().Length > 0)?.Trim() is "MIT License" or "The MIT License" ? Mit : null;
    }
}
