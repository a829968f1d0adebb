namespace Ojousama.UnityYaml;

/// <summary>Which file a GUID means, told by the .meta files beside them, as Unity's asset database does.</summary>
internal sealed class AssetIndex
{
    const string Meta = ".meta";

    readonly Dictionary<string, string> _paths = [];
    readonly Dictionary<string, string> _guids = [];

    /// <param name="roots">Folders such as the package and a sample. A root may end in <c>~</c>; folders in it that do, or start with a dot, are passed over.</param>
    /// <exception cref="OjousamaException">Two files have the same GUID, or a .meta has none.</exception>
    public AssetIndex(params IEnumerable<string> roots)
    {
        foreach (string root in roots.Select(Path.GetFullPath).Distinct())
            Scan(new DirectoryInfo(root));
    }

    /// <returns>The full path of the file or folder; null if no .meta has this GUID.</returns>
    public string? PathOf(string guid) => _paths.GetValueOrDefault(guid);

    /// <returns>Null if no .meta lies beside the file.</returns>
    public string? GuidOf(string path) => _guids.GetValueOrDefault(Path.GetFullPath(path));

    void Scan(DirectoryInfo folder)
    {
        foreach (FileInfo meta in folder.EnumerateFiles("*" + Meta))
            Add(meta.FullName);
        foreach (DirectoryInfo inner in folder.EnumerateDirectories())
        {
            if (inner.Name[0] != '.' && inner.Name[^1] != '~')
                Scan(inner);
        }
    }

    void Add(string meta)
    {
        string asset = meta[..^Meta.Length];
        string guid = ReadGuid(meta);
        if (!_paths.TryAdd(guid, asset) && _paths[guid] != asset)
            throw new OjousamaException($"The files {_paths[guid]} and {asset} have the same guid {guid}", "Delete the .meta of the copy; a new one is made for it");
        _guids[asset] = guid;
    }

    static string ReadGuid(string meta)
    {
        UnityNode? guid = NodeReader.Read(meta, 1, TextFile.ReadAsset(meta)).AsMapping().Find("guid");
        return guid?.AsText() ?? throw new OjousamaException($"The file {meta} has no guid", "Delete it; a new one is made");
    }
}
