using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Dates and numbers as players write them: 6月12日, ６/12, 六月十二日.</summary>
    internal static class SlotValues
    {
        // With a year of four digits or none: of 1/2/3 nobody knows which is the month.
        static readonly Regex s_date = new Regex(
            @"(?<![0-9/.月-])(?:([0-9]{4})\s*[年/.-]\s*|[0-9]{1,2}\s*年\s*)?([0-9]{1,2})\s*(?:月|[/.-])\s*([0-9]{1,2})(?![0-9/.-]|\s*月)", RegexOptions.CultureInvariant);

        /// <summary>What makes another day of a date that stands before it, or none.</summary>
        static readonly Regex s_elsewhen = new Regex(@"^\s*日?\s*(頃|ころ|ごろ|あたり|くらい|ぐらい|より|以降|以前|前後|から|まで|の?(少し|ちょっと)?(前|次|翌|後|近|付近|間|あいだ|あと|まえ|隣|過ぎ|すぎ)|の?(数|[0-9一]+)(日|週間|か月|ヶ月)(前|後)|(か、?|と|や|または|もしくは|あるいは|or|・|〜|～|~|-|\+)\s*[0-9]|、\s*[0-9]{1,2}\s*日)", RegexOptions.CultureInvariant);

        static readonly Regex s_number = new Regex(@"(?<![0-9.,百千万億兆])[0-9]{1,9}(?![0-9.,百千万億兆])", RegexOptions.CultureInvariant);

        /// <summary>17歳, 170cm.</summary>
        static readonly Regex s_unit = new Regex(@"^\s*[^\p{IsHiragana}\s、。，．！!…()（）]{0,3}", RegexOptions.CultureInvariant);

        /// <returns>6月12日; null if there is no such day, or more than one is named.</returns>
        public static string? Date(string text)
        {
            string? date = null;
            string digits = Digits(text);
            foreach (Match match in s_date.Matches(digits))
            {
                int month = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), day = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
                int year = match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 2000; // a leap year
                bool isDay = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
                    && !s_elsewhen.IsMatch(digits.Substring(match.Index + match.Length));
                string named = $"{month}月{day}日";
                if (!isDay || (date != null && date != named))
                    return null;
                date = named;
            }

            return date;
        }

        /// <summary>The value of a pattern's place, which must be all that stands there, with what may stand before it.</summary>
        /// <param name="kind">A date or a number.</param>
        /// <param name="told">What stands in the place.</param>
        /// <param name="closes">Whether the pattern ends with the value, so that the sentence goes on behind it.</param>
        /// <returns>Null if there is no value, more than one, or one of which something else is said.</returns>
        public static (string Value, string Lead)? Told(SlotKind kind, string told, bool closes)
        {
            if (!(First(kind, told) is var (value, lead, rest)))
                return null;
            bool isWhole = !closes ? rest.Trim(' ', '　', '、', '日', '」', 'に').Length == 0
                : kind == SlotKind.Date ? SlotEnds.AllowBehindDay(rest)
                : SlotEnds.Allow("", s_unit.Replace(rest, "", 1), kind);
            return isWhole ? (value, lead) : ((string, string)?)null;
        }

        /// <summary>The one value of a text, with what stands around it.</summary>
        public static (string Value, string Before, string Behind)? First(SlotKind kind, string text)
        {
            string digits = Digits(text);
            string? value = kind == SlotKind.Date ? Date(text) : Number(text);
            Match match = (kind == SlotKind.Date ? s_date : s_number).Match(digits);
            return value == null || !match.Success ? ((string, string, string)?)null : (value, digits.Substring(0, match.Index), digits.Substring(match.Index + match.Length));
        }

        /// <returns>Digits only; null if there is no number, or more than one.</returns>
        public static string? Number(string text)
        {
            string digits = Digits(text);
            MatchCollection matches = s_number.Matches(digits);
            return matches.Count == 1 && !HasOther(digits, matches[0]) ? int.Parse(matches[0].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : null;
        }

        /// <summary>Digits beside a number that was read belong to one that was not: 百二十, 17.5.</summary>
        static bool HasOther(string digits, Match match)
        {
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] >= '0' && digits[i] <= '9' && (i < match.Index || i >= match.Index + match.Length))
                    return true;
            }

            return false;
        }

        /// <summary>Full-width and kanji digits, and the marks between them, become ASCII ones.</summary>
        static string Digits(string text)
        {
            var narrow = new StringBuilder(text.Length);
            foreach (char c in text)
                narrow.Append(c >= '０' && c <= '９' ? (char)(c - '０' + '0') : c == '／' ? '/' : c == '．' ? '.' : c == '－' ? '-' : c);
            return KanjiNumbers.ToDigits(narrow.ToString());
        }
    }
}
