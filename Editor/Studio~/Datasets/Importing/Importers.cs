using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>All formats, and the way from paths to rows.</summary>
static class Importers
{
    /// <summary>The more telling shapes first: every Dolly file is an Alpaca file too.</summary>
    public static readonly IReadOnlyList<IImporter> All =
    [
        new OwnFormat(), new OjousamaTalkScript(), new ChatMessages(), new ShareGpt(), new RealPersonaChat(), new Dolly(), new Alpaca(),
        new Rosebleu(), new CharacterConversation(), new Tsukuyomi(),
    ];

    static readonly string[] Extensions = [".csv", ".tsv", ".json", ".jsonl", ".xlsx"];

    /// <summary>Reads files, and folders with all below them, in the order of their names.</summary>
    /// <exception cref="OjousamaException">A path does not exist, a named file has no known format, or nothing at all was found.</exception>
    public static Import Read(IEnumerable<string> paths, ImportOptions options)
    {
        IImporter? chosen = options.Format is string name ? Find(name) : null;
        var import = new Import(options);
        foreach (string path in paths)
        {
            bool isFolder = Directory.Exists(path);
            foreach (string file in isFolder ? FilesOf(path) : [path])
                ReadFile(SourceFile.Open(file), chosen, isFolder, import);
        }

        if (import.Rows.Count == 0 && import.Refused.Count == 0)
            throw new OjousamaException("No rows were found", $"Name a file or folder with files of {string.Join(", ", Extensions)}");
        return import;
    }

    static void ReadFile(SourceFile file, IImporter? chosen, bool mayPass, Import import)
    {
        IImporter? importer = chosen ?? All.FirstOrDefault(i => i.Reads(file));
        if (importer != null)
        {
            if (file.EncodingName is not ("UTF-8" or ""))
                import.Note(file, $"was read as {file.EncodingName}");
            importer.Read(file, import);
        }
        else if (mayPass)
            import.Note(file, "is in no format that is known, and was passed over");
        else
            throw new OjousamaException($"{file.Name} is in no format that is known", $"Name it with --format ({Names})");
    }

    static string Names => string.Join(", ", All.Select(i => i.Name));

    static IImporter Find(string name) => All.FirstOrDefault(i => i.Name == name)
        ?? throw new OjousamaException($"No format is called “{name}”", $"Write one of {Names}");

    static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal);
}
