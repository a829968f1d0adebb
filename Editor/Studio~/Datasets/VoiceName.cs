using Ojousama.Text;

namespace Ojousama.Studio.Datasets;

/// <summary>How voices are named, so that rows and file names that mean the same voice meet.</summary>
static class VoiceName
{
    static readonly char[] s_ends = [.. "0123456789_-.("]; // version marks: Ayane61, Ayane_v2, Ayane (1)

    /// <summary>Whatever its case and width: Ｒｉｎ is rin.</summary>
    public static string KeyOf(string name) => UnicodeText.Compatible(UnicodeText.Repair(name)).Trim().ToLowerInvariant();

    /// <summary>What a sheet of this file name is called in rows: its name up to a digit or another mark of a version.</summary>
    public static string OfSheet(string path)
    {
        string name = KeyOf(Path.GetFileNameWithoutExtension(path));
        int end = name.IndexOfAny(s_ends);
        return end > 0 ? name[..end].Trim() : name; // 7th is a name of its own
    }
}
