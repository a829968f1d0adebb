namespace Ojousama.Studio.Datasets;

/// <summary>The data that comes with this package: its folder <c>Data~</c>.</summary>
static class DataFolder
{
    /// <summary>A file of questions by its path, or the package's own by its short name, dev.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string Questions(string name) => name is "dev" ? Find("questions/dev.jsonl") : name;

    /// <summary>Folders of the lines in our own voices: those with facts, and small talk.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string[] Lines => [Find("context-ja"), Find("smalltalk-ja")];

    /// <summary>Files of characters and of what is asked about them.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string[] AskedCharacters => [.. Directory.GetFiles(Find("recall-ja"), "*.jsonl").Order(StringComparer.Ordinal)];

    /// <summary>Players' lines and what they are meant to do.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string[] ActLines => [Find("acts-ja/lines.jsonl"), Find("acts-ja/talks.jsonl"), Find("acts-ja/talks-more.jsonl"), Find("acts-ja/recollections.jsonl"), Find("acts-ja/smalltalk.jsonl")];

    /// <summary>What each voice says to them.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string[] ActReplies => [.. Directory.GetFiles(Find("acts-ja"), "replies-*.jsonl").Order(StringComparer.Ordinal)];

    /// <summary>A file or folder in it.</summary>
    /// <exception cref="OjousamaException">The program does not run inside a checkout of the package.</exception>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, "Data~", path);
            if (Path.Exists(found))
                return found;
        }

        throw new OjousamaException($"Data~/{path} was not found above {AppContext.BaseDirectory}", "Run the studio from a checkout of the package, or name the data");
    }
}
