using System.Globalization;
using System.Text;

namespace Ojousama.UnityYaml;

/// <summary>Single values between C# and YAML.</summary>
internal static class ScalarText
{
    public static object Parse(UnityNode node, Type type)
    {
        string text = node.AsText();
        if (type == typeof(string))
            return text;
        Type number = type.IsEnum ? Enum.GetUnderlyingType(type) : type;
        try
        {
            object value = number == typeof(bool) ? ParseBool(text)
                : number == typeof(char) ? (char)ushort.Parse(text, CultureInfo.InvariantCulture)
                : number == typeof(float) ? float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                : number == typeof(double) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                : Convert.ChangeType(text, number, CultureInfo.InvariantCulture);
            return type.IsEnum ? Enum.ToObject(type, value) : value;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw node.Error($"“{text}” is not {Expected(type)}", "Write such a value", e);
        }
    }

    public static string Write(object? value) => value switch
    {
        null => "",
        string text => Quote(text),
        bool flag => flag ? "1" : "0",
        char c => ((int)c).ToString(CultureInfo.InvariantCulture),
        Enum e => Convert.ToInt64(e, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} is no single value.", nameof(value)),
    };

    /// <summary>Plain where YAML can read it back, else between single quotes; text with line breaks or control characters between double quotes.</summary>
    /// <remarks>Kana and kanji stay readable; Unity reads UTF-8, although it writes <c>\u</c> escapes itself.</remarks>
    public static string Quote(string text)
    {
        if (text.Any(NeedsEscape))
            return '"' + string.Concat(text.Select(Escape)) + '"';
        return IsPlain(text) ? text : $"'{text.Replace("'", "''")}'";
    }

    static bool ParseBool(string text) => text switch { "1" => true, "0" => false, _ => throw new FormatException() };

    static string Expected(Type type)
    {
        if (type.IsEnum)
            return $"the number of one of {string.Join(", ", Enum.GetNames(type))}";
        if (type == typeof(bool))
            return "0 or 1";
        return type == typeof(float) || type == typeof(double) ? "a number" : "a whole number that fits";
    }

    static bool IsPlain(string text)
    {
        if (text.Length == 0)
            return true;
        if (text[0] is ' ' || text[^1] is ' ' or ':' || "-?:,[]{}#&*!|>'\"%@`".Contains(text[0]))
            return false;
        return !text.Contains(": ") && !text.Contains(" #");
    }

    // All that YAML would fold, drop or take for a line's end, and lone surrogates are not among what a file can hold.
    static bool NeedsEscape(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\u00a0';

    static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when NeedsEscape(c) => $"\\u{(int)c:X4}",
        _ => c.ToString(),
    };
}
