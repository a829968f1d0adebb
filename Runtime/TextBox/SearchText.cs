using System.Text;

namespace Ojousama.TextBox
{
    /// <summary>Makes spellings alike that a reader takes for the same.</summary>
    internal static class SearchText
    {
        /// <summary>One case, one width, and hiragana for katakana.</summary>
        public static string Fold(string text)
        {
            var folded = new StringBuilder(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant());
            for (int i = 0; i < folded.Length; i++)
            {
                if (folded[i] >= 'ァ' && folded[i] <= 'ヶ')
                    folded[i] = (char)(folded[i] - 'ァ' + 'ぁ');
            }

            return folded.ToString();
        }
    }
}
