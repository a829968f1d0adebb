using System.Text;

namespace Ojousama.Studio.Files;

/// <summary>A file's bytes and its text, whose encoding is found from the bytes: data sets come from Excel and from Windows of 2004.</summary>
/// <remarks>A byte order mark decides; else strict UTF-8; else CP932 (Microsoft's Shift_JIS). Nothing else is guessed.</remarks>
sealed class SourceFile
{
    static readonly UTF8Encoding StrictUtf8 = new(false, true);

    static SourceFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    SourceFile(string path, byte[] bytes)
    {
        FullPath = path;
        Bytes = bytes;
        if (IsWorkbook)
            return;
        (Encoding encoding, int mark, EncodingName) = Sniff(bytes);
        try
        {
            Text = encoding.GetString(bytes, mark, bytes.Length - mark).ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException e)
        {
            throw new OjousamaException(
                $"{Name} is neither UTF-8, UTF-16 nor CP932 (Shift_JIS): its byte {mark + e.Index} fits none", "Save it as UTF-8", e);
        }
    }

    public string FullPath { get; }

    /// <summary>File name without its folder.</summary>
    public string Name => Path.GetFileName(FullPath);

    public string Extension => Path.GetExtension(FullPath).ToLowerInvariant();

    public byte[] Bytes { get; }

    /// <summary>Decoded, line ends as <c>\n</c>, without byte order mark; empty for a workbook.</summary>
    public string Text { get; } = "";

    /// <summary>What an author calls the encoding.</summary>
    public string EncodingName { get; } = "";

    /// <summary>Whether this is an xlsx file: a zip archive.</summary>
    public bool IsWorkbook => Bytes.AsSpan().StartsWith("PK\x3\x4"u8);

    /// <exception cref="OjousamaException">The file cannot be read or decoded.</exception>
    public static SourceFile Open(string path)
    {
        try
        {
            return new SourceFile(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}", "Check the path and who may read it", e);
        }
    }

    static (Encoding Encoding, int Mark, string Name) Sniff(byte[] bytes)
    {
        ReadOnlySpan<byte> span = bytes;
        if (span.StartsWith("\uFEFF"u8))
            return (StrictUtf8, 3, "UTF-8 with BOM");
        if (span.StartsWith<byte>([0xFF, 0xFE]))
            return (new UnicodeEncoding(false, false, true), 2, "UTF-16LE");
        if (span.StartsWith<byte>([0xFE, 0xFF]))
            return (new UnicodeEncoding(true, false, true), 2, "UTF-16BE");
        if (System.Text.Unicode.Utf8.IsValid(span))
            return (StrictUtf8, 0, "UTF-8");
        return (Encoding.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), 0, "CP932");
    }
}
