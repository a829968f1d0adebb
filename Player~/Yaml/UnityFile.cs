using System.Globalization;
using System.Text.RegularExpressions;

namespace Ojousama.UnityYaml;

/// <summary>A text asset as Unity serialises it: a head, then a YAML document for each object.</summary>
/// <remarks>
/// The lines <c>--- !u!1 &amp;42 stripped</c> are read here and not by the YAML parser: Unity declares its tag only once a file, and
/// “stripped” is no YAML at all.
/// </remarks>
internal sealed partial class UnityFile
{
    public const string Head = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n";

    UnityFile(string path, IReadOnlyList<UnityDocument> documents)
    {
        Path = path;
        Documents = documents;
    }

    public string Path { get; }

    public IReadOnlyList<UnityDocument> Documents { get; }

    /// <exception cref="OjousamaException">The file is missing or is no Unity text asset.</exception>
    public static UnityFile Read(string path)
    {
        try
        {
            return Parse(path, TextFile.ReadAsset(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"The file {path} cannot be read: {e.Message.TrimEnd('.')}", "Check the path and that the file may be read", e);
        }
    }

    /// <param name="path">Only for messages.</param>
    public static UnityFile Parse(string path, string text)
    {
        string[] lines = text.Split('\n');
        var starts = new List<int>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("--- ", StringComparison.Ordinal))
                starts.Add(i);
        }

        if (starts.Count == 0 || !text.StartsWith("%YAML", StringComparison.Ordinal))
            throw new OjousamaException($"The file {path} is no Unity text asset: “%YAML 1.1” or “--- !u!” is missing",
                "In Unity choose Project Settings > Editor > Asset Serialization > Force Text and save it again");
        var documents = new List<UnityDocument>(starts.Count);
        for (int i = 0; i < starts.Count; i++)
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : lines.Length;
            documents.Add(ParseDocument(path, lines, starts[i], end));
        }

        return new UnityFile(path, documents);
    }

    static UnityDocument ParseDocument(string path, string[] lines, int start, int end)
    {
        Match head = DocumentHead().Match(lines[start]);
        if (!head.Success || !int.TryParse(head.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out int kind) || !long.TryParse(head.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out long id))
            throw new OjousamaException($"{path}, line {start + 1}: “{lines[start].Trim()}” should read “--- !u!CLASS &ID”", "Restore the line from version control");
        string body = string.Join('\n', lines, start + 1, end - start - 1);
        UnityMapping root = NodeReader.Read(path, start + 2, body).AsMapping();
        if (root.Fields is not [var only])
            throw root.Error("one object should stand here", "Restore the file from version control");
        return new UnityDocument(
            kind,
            id,
            head.Groups[3].Success, only.Name, only.Value.AsMapping(), end + 1);
    }

    [GeneratedRegex(@"^--- !u!([0-9]{1,10}) &(-?[0-9]{1,19})( stripped)?\s*$")]
    private static partial Regex DocumentHead();
}
