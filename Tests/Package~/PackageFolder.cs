namespace Ojousama.Tests.Package;

/// <summary>The package's own folder, which these tests read as it stands in the checkout.</summary>
internal static class PackageFolder
{
    public static string Root { get; } = Find();

    /// <summary>Files and folders below a folder that Unity would import: no name that starts with '.' or ends with '~'.</summary>
    public static IEnumerable<string> Imported(string folder)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder))
        {
            string name = Path.GetFileName(path);
            if (name.StartsWith('.') || name.EndsWith('~'))
                continue;
            yield return path;
            if (Directory.Exists(path))
            {
                foreach (string inner in Imported(path))
                    yield return inner;
            }
        }
    }

    static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "package.json")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run inside the package's checkout.");
    }
}
