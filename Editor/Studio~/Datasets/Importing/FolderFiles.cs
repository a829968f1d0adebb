namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The data files of a folder and of all below it.</summary>
static class FolderFiles
{
    public static readonly string[] Extensions = [".csv", ".tsv", ".json", ".jsonl", ".xlsx"];

    /// <summary>Companions that macOS and Excel lay beside an author's files; they hold none of the author's words.</summary>
    static readonly string[] s_companions = ["._", "~$"];

    /// <returns>Paths in the order of their names. A folder that may not be read is refused, and a link back to a folder above is not followed.</returns>
    public static IEnumerable<string> Find(string folder, Import import)
    {
        var found = new List<string>();
        Add(folder, [], found, import);
        return found.Order(StringComparer.Ordinal);
    }

    static void Add(string folder, IReadOnlyList<string> above, List<string> found, Import import)
    {
        string real = Path.TrimEndingDirectorySeparator(new DirectoryInfo(folder).ResolveLinkTarget(true)?.FullName ?? Path.GetFullPath(folder));
        if (above.Contains(real))
            return;
        try
        {
            found.AddRange(Directory.GetFiles(folder).Where(IsData));
            foreach (string below in Directory.GetDirectories(folder))
                Add(below, [.. above, real], found, import);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            import.Refuse(Path.GetFileName(folder), 1, $"the folder could not be read: {e.Message.TrimEnd('.')}");
        }
    }

    static bool IsData(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant())
        && !s_companions.Any(start => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal));
}
