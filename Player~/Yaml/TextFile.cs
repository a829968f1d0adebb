using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Ojousama.Text;
using UtfUnknown;

namespace Ojousama.UnityYaml;

/// <summary>The one reader of text files, for commands and for assets: finds the encoding from the bytes, and repairs what was cut or decomposed.</summary>
/// <remarks>
/// A byte order mark decides; else strict UTF-8; else what Japanese files are written in (ISO-2022-JP, CP932, EUC-JP), whichever gives
/// more kana; else what UTF.Unknown finds. Data sets come from Excel and from Windows of 2004.
/// </remarks>
internal static class TextFile
{
    const int NoText = int.MinValue;
    const float SureEnough = 0.6f; // of UTF.Unknown's confidence

    static readonly UTF8Encoding StrictUtf8 = new(false, true);

    static TextFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads an asset, which Unity takes for UTF-8 whatever it is.</summary>
    /// <exception cref="OjousamaException">The file is in another encoding: in play it would show U+FFFD.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadAsset(string path)
    {
        var (text, encoding) = Decode(File.ReadAllBytes(path), path);
        return encoding.StartsWith("UTF-8", StringComparison.Ordinal)
            ? text
            : throw new OjousamaException($"The file {path} is in {encoding}, but Unity reads text as UTF-8", "Save it as UTF-8");
    }

    /// <param name="bytes">A whole file.</param>
    /// <param name="path">For errors.</param>
    /// <returns>The text without byte order mark, composed, with line ends as <c>\n</c>; and what an author calls the encoding.</returns>
    /// <exception cref="OjousamaException">No encoding fits.</exception>
    public static (string Text, string Encoding) Decode(byte[] bytes, string path)
    {
        var (encoding, mark, name) = Find(bytes, path);
        try
        {
            string text = encoding.GetString(bytes, mark, bytes.Length - mark).TrimStart('\uFEFF'); // joined files may have a second mark
            return (UnicodeText.Repair(text).Replace("\r\n", "\n").Replace('\r', '\n'), name);
        }
        catch (DecoderFallbackException e)
        {
            throw Unknown(path, e);
        }
    }

    static (Encoding Encoding, int Mark, string Name) Find(byte[] bytes, string path)
    {
        ReadOnlySpan<byte> span = bytes;
        if (span.StartsWith("\uFEFF"u8))
            return (StrictUtf8, 3, "UTF-8 with BOM");
        if (span.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
            return (new UTF32Encoding(false, false, true), 4, "UTF-32LE");
        if (span.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
            return (new UTF32Encoding(true, false, true), 4, "UTF-32BE");
        if (span.StartsWith<byte>([0xFF, 0xFE]))
            return (new UnicodeEncoding(false, false, true), 2, "UTF-16LE");
        if (span.StartsWith<byte>([0xFE, 0xFF]))
            return (new UnicodeEncoding(true, false, true), 2, "UTF-16BE");
        if (IsIso2022(span))
            return (Strict(50220), 0, "ISO-2022-JP");
        if (span.Contains((byte)0))
            return Wide(bytes) ?? WithoutMark(span);
        if (Utf8.IsValid(span)) // signs of control are the lower half of 、 and 。
            return (span.ContainsAnyInRange<byte>(1, 8) ? Wide(bytes) : null) ?? (StrictUtf8, 0, "UTF-8");
        if (DamageToUtf8(span) is int damaged && Wide(bytes) == null)
            throw new OjousamaException($"The file {path} is in UTF-8 but for its byte {damaged}: it was cut, or joined with another", "Copy it again, or save it as UTF-8");
        int cp932 = Kana(932, bytes), euc = Kana(51932, bytes);
        if (Wide(bytes) is { } wide && Kana(wide.Encoding.CodePage, bytes) > Math.Max(cp932, euc))
            return wide;
        if (cp932 > 0 || euc > 0)
            return euc > cp932 ? (Strict(51932), 0, "EUC-JP") : (Strict(932), 0, "CP932");
        DetectionDetail? found = CharsetDetector.DetectFromBytes(bytes).Detected;
        if (found?.Encoding == null || found.Confidence < SureEnough)
            return cp932 > NoText && euc == NoText ? (Strict(932), 0, "CP932") : throw Unknown(path, null); // half-width katakana alone, say
        return (Strict(found.Encoding.CodePage), 0, found.EncodingName.ToUpperInvariant());
    }

    /// <summary>The escape sequences that switch to JIS X 0208 and back; all of its bytes are ASCII.</summary>
    static bool IsIso2022(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0;

    /// <summary>UTF-16 without a mark has its zeros, of line ends and ASCII, all on one side. Else they stand for themselves.</summary>
    static (Encoding Encoding, int Mark, string Name) WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = Sides(bytes, 0);
        return bytes.Length % 2 != 0 || Math.Min(even, odd) * 8 > Math.Max(even, odd) ? (StrictUtf8, 0, "UTF-8") : Utf16(isBig: even > odd);
    }

    /// <summary>UTF-16 without a mark, in the order of bytes that gives more Japanese; null if neither gives kana.</summary>
    static (Encoding Encoding, int Mark, string Name)? Wide(byte[] bytes)
    {
        if (bytes.Length % 2 != 0)
            return null;
        int little = Kana(1200, bytes), big = Kana(1201, bytes), characters = bytes.Length / 2; // kanji alone, which wrong orders give too, count one each
        return Math.Max(little, big) > characters && little != big ? Utf16(isBig: big > little) : null;
    }

    /// <summary>How often a byte stands at even and at odd places.</summary>
    static (int Even, int Odd) Sides(ReadOnlySpan<byte> bytes, byte counted)
    {
        int even = 0, odd = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == counted)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        return (even, odd);
    }

    static (Encoding Encoding, int Mark, string Name) Utf16(bool isBig) => (new UnicodeEncoding(isBig, false, true), 0, isBig ? "UTF-16BE" : "UTF-16LE");

    /// <summary>Where a text breaks that is UTF-8 for the most part; null if it is something else.</summary>
    static int? DamageToUtf8(ReadOnlySpan<byte> bytes)
    {
        int sound = 0, broken = 0, first = 0;
        bool isCut = false;
        for (int at = 0; at < bytes.Length;)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes[at..], out _, out int length);
            bool isSound = status == OperationStatus.Done;
            isCut |= status == OperationStatus.NeedMoreData;
            if (!isSound && broken++ == 0)
                first = at;
            sound += isSound && length > 1 ? 1 : 0;
            at += length;
        }

        return sound > 4 * broken || (isCut && broken == 1 && sound > 0) ? first : null;
    }

    /// <summary>How Japanese a text is in an encoding; at most 0 if it is hardly of it.</summary>
    /// <returns><see cref="NoText"/> if no text in it has these bytes.</returns>
    static int Kana(int codePage, byte[] bytes)
    {
        try
        {
            int score = 0;
            foreach (char c in Strict(codePage).GetString(bytes))
            {
                if (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f'))
                    return NoText;
                score += JapaneseScript.IsHiragana(c) ? 4
                    : c is >= '\uFF61' and <= '\uFF9F' ? (codePage == 932 ? -2 : 2) // half-width katakana: what EUC-JP looks like in CP932
                    : JapaneseScript.IsKana(c) || c is '、' or '。' or '「' or '」' ? 2
                    : JapaneseScript.IsKanji(c) ? 1
                    : c is >= '\uE000' and <= '\uF8FF' ? -4 : 0;
            }

            return score;
        }
        catch (DecoderFallbackException)
        {
            return NoText;
        }
    }

    static Encoding Strict(int codePage) => Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    static OjousamaException Unknown(string path, DecoderFallbackException? e) =>
        new($"The encoding of {path} cannot be told{(e == null ? "" : $": its byte {e.Index} fits none")}", "Save it as UTF-8", e);
}
