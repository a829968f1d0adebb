using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ojousama.Recall.Memory
{
    /// <summary>Dates and numbers as players write them: 6月12日, ６/12, 六月十二日.</summary>
    internal static class SlotValues
    {
        const string KanjiDigits = "〇一二三四五六七八九";

        static readonly Regex s_date = new Regex(@"(\d{1,2})\s*(?:月|/|／)\s*(\d{1,2})", RegexOptions.CultureInvariant);
        static readonly Regex s_number = new Regex(@"\d{1,9}", RegexOptions.CultureInvariant);

        /// <returns>6月12日; null if there is no such day.</returns>
        public static string? Date(string text)
        {
            Match match = s_date.Match(Digits(text));
            if (!match.Success)
                return null;
            int month = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), day = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            bool isDay = month >= 1 && month <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month); // a leap year
            return isDay ? $"{month}月{day}日" : null;
        }

        /// <returns>Digits only; null if there is no number.</returns>
        public static string? Number(string text)
        {
            Match match = s_number.Match(Digits(text));
            return match.Success ? int.Parse(match.Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : null;
        }

        /// <summary>Full-width and kanji digits become ASCII ones; 二十五 becomes 25, larger ones are not read.</summary>
        static string Digits(string text)
        {
            var digits = new StringBuilder(text.Length);
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c == '十')
                    digits.Append(IsDigit(digits) ? "" : "1").Append(i + 1 < text.Length && KanjiDigits.IndexOf(text[i + 1]) > 0 ? "" : "0");
                else if (c >= '０' && c <= '９')
                    digits.Append((char)(c - '０' + '0'));
                else
                    digits.Append(KanjiDigits.IndexOf(c) is int value && value >= 0 ? (char)(value + '0') : c);
            }

            return digits.ToString();
        }

        static bool IsDigit(StringBuilder text) => text.Length > 0 && char.IsDigit(text[text.Length - 1]);
    }
}
