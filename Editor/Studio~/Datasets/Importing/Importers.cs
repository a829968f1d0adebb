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

    /// <summary>Reads files, and folders with all below them, in the order of their names.</summary>
    /// <exception cref="OjousamaException">A path does not exist, a named file has no known format, or nothing at all was found.</exception>
    public static Import Read(IEnumerable<string> paths, ImportOptions options)
    {
        IImporter? chosen = options.Format is string name ? Find(name) : null;
        var import = new Import(options);
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                ReadFolder(path, chosen, import);
            else
                ReadFile(SourceFile.Open(path), chosen, mayPass: false, import);
        }

        if (import.Rows.Count == 0 && import.Refused.Count == 0)
            throw new OjousamaException("No rows were found", $"Name a file or folder with files of {string.Join(", ", FolderFiles.Extensions)}");
        return import;
    }

    /// <summary>A file that cannot be read at all is refused as a line is: the others are read.</summary>
    static void ReadFolder(string folder, IImporter? chosen, Import import)
    {
        foreach (string path in FolderFiles.Find(folder, import))
        {
            try
            {
                ReadFile(SourceFile.Open(path), chosen, mayPass: true, import);
            }
            catch (OjousamaException e)
            {
                import.Refuse(Path.GetFileName(path), 1, $"could not be read: {e.Message}");
            }
        }
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
        else if (file.IsJson && import.RefusesAll(file))
            return;
        else if (mayPass)
            import.Note(file, "is in no format that is known, and was passed over");
        else
            throw new OjousamaException($"{file.Name} is in no format that is known", $"Name it with --format ({Names}), or give a table the columns prompt and completion");
    }

    static string Names => string.Join(", ", All.Select(i => i.Name));

    static IImporter Find(string name) => All.FirstOrDefault(i => i.Name == name)
        ?? throw new OjousamaException($"No format is called “{name}”", $"Write one of {Names}");
}
