using System.Globalization;
using System.Text.RegularExpressions;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>
/// Swaps the noun, name or number that fact and reply share for another one, in the whole talk, so that only who reads the fact can
/// answer.
/// </summary>
/// <remarks>The key is the longest run of one script that stands, as a whole run, in both.</remarks>
static partial class KeySubstitution
{
    const string Numerals = "一二三四五六七八九";

    /// <summary>The key of a fact and the reply that states it; null if they share no run of two characters, or one digit.</summary>
    public static string? KeyOf(string fact, string reply)
    {
        var replied = Runs().EnumerateMatches(reply);
        var runs = new HashSet<string>();
        foreach (ValueMatch match in replied)
            runs.Add(reply.Substring(match.Index, match.Length));

        string? key = null;
        foreach (ValueMatch match in Runs().EnumerateMatches(fact))
        {
            string run = fact.Substring(match.Index, match.Length);
            bool isLongEnough = run.Length >= 2 || char.IsDigit(run[0]);
            if (isLongEnough && run.Length > (key?.Length ?? 0) && runs.Contains(run))
                key = run;
        }

        return key;
    }

    /// <summary>Whether a key can stand where another stood: script and, for kanji, the rough length; numbers are made anew instead.</summary>
    public static bool AreAlike(string a, string b) =>
        a != b && ScriptOf(a) == ScriptOf(b) && !IsNumber(b) && (ScriptOf(a) != Script.Kanji || Math.Min(a.Length, 4) == Math.Min(b.Length, 4));

    /// <summary>Whether a key is a number: digits, or kanji numerals with a counter.</summary>
    public static bool IsNumber(string key) => char.IsDigit(key[0]) || Counted().IsMatch(key);

    /// <summary>Another number with as many digits, written the same way.</summary>
    public static string OtherNumber(string key, Random random)
    {
        if (char.IsDigit(key[0]))
            return string.Concat(key.Select((c, i) => char.IsDigit(c) ? OtherDigit(c, i == 0, random) : c));
        // Kanji numerals: each figure is swapped, tens, hundreds and the counter stay. 二十五分 → 四十三分
        int length = Counted().Match(key).Groups["number"].Length;
        return string.Concat(key.Select((c, i) => i < length && Numerals.Contains(c) ? Numerals[random.Next(1, Numerals.Length)] : c));
    }

    /// <summary>The talk with every whole run that is the key replaced.</summary>
    public static IReadOnlyList<DatasetTurn> Replace(IReadOnlyList<DatasetTurn> turns, string key, string other)
    {
        return [.. turns.Select(t => t with { Question = In(t.Question), Facts = [.. t.Facts.Select(In)], Reply = In(t.Reply) })];

        string In(string text) => Runs().Replace(text, m => m.Value == key ? other : m.Value);
    }

    static char OtherDigit(char digit, bool isFirst, Random random)
    {
        int zero = digit - CharUnicodeInfo.GetDecimalDigitValue(digit); // ASCII or full width
        return (char)(zero + random.Next(isFirst ? 1 : 0, 10));
    }

    enum Script { Kanji, Katakana, Digit, Latin }

    static Script ScriptOf(string run) => run[0] switch
    {
        var c when JapaneseScript.IsInKatakanaWord(c) => Script.Katakana,
        var c when char.IsDigit(c) => Script.Digit,
        var c when char.IsAsciiLetter(c) || c is >= 'Ａ' and <= 'ｚ' => Script.Latin,
        _ => Script.Kanji,
    };

    /// <summary>Kanji, katakana, digits or Latin letters, as many as follow each other.</summary>
    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}々〆]+|[ァ-ヺー]+|\d+(?:[.:]\d+)*|[A-Za-zＡ-Ｚａ-ｚ]+")]
    private static partial Regex Runs();

    [GeneratedRegex("^(?<number>[一二三四五六七八九十百千]+)[歳才人匹頭本枚冊回年月日時分秒階級段番号台軒羽個組曲着杯畳坪歩円巻通色話点章代週]")]
    private static partial Regex Counted();
}
