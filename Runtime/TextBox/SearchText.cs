using System.Text;
using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>Makes spellings alike that a reader takes for the same.</summary>
    internal static class SearchText
    {
        /// <summary>One case, one width, and hiragana for katakana.</summary>
        public static string Fold(string text)
        {
            var folded = new StringBuilder(UnicodeText.Compatible(text).ToLowerInvariant());
            for (int i = 0; i < folded.Length; i++)
                folded[i] = JapaneseScript.ToHiragana(folded[i]);

            return folded.ToString();
        }
    }
}
