using System.Text.RegularExpressions;
using Ojousama.UnityYaml;

namespace Ojousama.Player.Assets;

/// <summary>Finds files as Unity's text formats name them, and gives them addresses for the browser.</summary>
/// <remarks>Thread-safe once built.</remarks>
internal sealed partial class AssetCatalog
{
    readonly AssetIndex _index;

    /// <param name="roots">The package and the game's folder.</param>
    public AssetCatalog(params string[] roots) => _index = new AssetIndex(roots);

    /// <summary>The file of a reference in a scene or an asset.</summary>
    public string PathOf(string guid, UnityNode at) =>
        Existing(guid) ?? throw at.Error($"no file has the guid {guid}", "Assign the object again in Unity's inspector, or restore the file and its .meta");

    /// <summary>The file of an address that the browser asks for; null for none.</summary>
    public string? Existing(string guid) => _index.PathOf(guid) is { } path && File.Exists(path) ? path : null;

    /// <summary>The file that a url() or src names: relative to the file it stands in, or by project://database/….</summary>
    public string FindFile(string url, string from, int line)
    {
        Match guid = Guid().Match(url);
        if (guid.Success)
            return Existing(guid.Groups[1].Value) ?? throw Missing();
        string path = Path.GetFullPath(Uri.UnescapeDataString(url), Path.GetDirectoryName(Path.GetFullPath(from))!);
        return File.Exists(path) ? path : throw Missing();

        OjousamaException Missing() => new($"{from}, line {line}: the file “{url}” is not there", "Write its path relative to this file");
    }

    /// <summary>The address of a file.</summary>
    public string UrlOf(string path, string from, int line) =>
        UrlOf(path) ?? throw new OjousamaException($"{from}, line {line}: the file {path} has no .meta, so that Unity would not know it", "Let Unity import it once, or run the script that writes the .meta files");

    /// <returns>Null if it is no asset.</returns>
    public string? UrlOf(string path) => _index.GuidOf(path) is { } guid ? $"/asset/{guid}/{Uri.EscapeDataString(Path.GetFileName(path))}" : null;

    [GeneratedRegex("[?&;]guid=([0-9a-f]{32})")]
    private static partial Regex Guid();
}
