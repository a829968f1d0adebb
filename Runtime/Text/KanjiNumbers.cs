using System.Text;

namespace Ojousama.Text
{
    /// <summary>Numbers written in kanji.</summary>
    internal static class KanjiNumbers
    {
        const string Digits = "〇一二三四五六七八九";

        /// <summary>Kanji digits become ASCII ones, with 十 as the tens: 二十五 becomes 25. 百 and larger units stay.</summary>
        public static string ToDigits(string text)
        {
            var digits = new StringBuilder(text.Length);
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c == '十')
                    digits.Append(EndsInDigit(digits) ? "" : "1").Append(i + 1 < text.Length && Digits.IndexOf(text[i + 1]) > 0 ? "" : "0");
                else
                    digits.Append(Digits.IndexOf(c) is int value && value >= 0 ? (char)(value + '0') : c);
            }

            return digits.ToString();
        }

        static bool EndsInDigit(StringBuilder text) => text.Length > 0 && text[text.Length - 1] >= '0' && text[text.Length - 1] <= '9';
    }
}
