using Ojousama.Text;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Files;

/// <summary>A file's bytes and its text, whose encoding is found from the bytes: data sets come from Excel and from Windows of 2004.</summary>
/// <remarks>See <see cref="TextFile"/>.</remarks>
sealed class SourceFile
{
    SourceFile(string path, byte[] bytes)
    {
        FullPath = path;
        Bytes = bytes;
        if (IsWorkbook)
            return;
        (Text, EncodingName) = TextFile.Decode(bytes, Name);
    }

    public string FullPath { get; }

    /// <summary>File name without its folder.</summary>
    public string Name => UnicodeText.Repair(Path.GetFileName(FullPath));

    public string Extension => Path.GetExtension(FullPath).ToLowerInvariant();

    /// <summary>By its name, or by how its text begins where the name says neither this nor that.</summary>
    public bool IsJson => Extension is ".json" or ".jsonl"
        || (Extension is not (".csv" or ".tsv") && Text.AsSpan().TrimStart() is ['{' or '[', ..]);

    public byte[] Bytes { get; }

    /// <summary>Decoded, line ends as <c>\n</c>, without byte order mark; empty for a workbook.</summary>
    public string Text { get; } = "";

    /// <summary>What an author calls the encoding.</summary>
    public string EncodingName { get; } = "";

    /// <summary>Whether this is an xlsx file: a zip archive.</summary>
    public bool IsWorkbook => Bytes.AsSpan().StartsWith("PK\x3\x4"u8);

    /// <exception cref="OjousamaException">The file cannot be read or decoded.</exception>
    public static SourceFile Open(string path) => new(path, RawFile.Read(path));
}
