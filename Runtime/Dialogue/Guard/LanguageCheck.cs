using Ojousama.Text;

namespace Ojousama.Dialogue.Guard
{
    /// <summary>Tells Japanese from the other languages that a model may fall into. Foreign names and words within Japanese pass.</summary>
    internal static class LanguageCheck
    {
        const int ForeignLetters = 4; // of a script that Japanese never uses
        const int LatinLetters = 24; // some four English words
        const int KanjiAlone = 8; // without any kana; names and four-character idioms are shorter

        /// <summary>Characters of everyday Chinese that no Japanese sentence is written with.</summary>
        const string ChineseOnly = "们这吗呢么您她谁说请谢见觉经过对现时间电话样爱欢乐还让给从为吧啊哦嗎這麼們妳";

        /// <summary>Whether a sentence is not Japanese.</summary>
        public static bool IsForeign(string sentence)
        {
            int kana = 0, kanji = 0, latin = 0, chinese = 0, other = 0;
            foreach (char c in sentence)
            {
                if (JapaneseScript.IsKana(c))
                    kana++;
                else if (JapaneseScript.IsKanji(c))
                {
                    kanji++;
                    chinese += ChineseOnly.IndexOf(c) >= 0 ? 1 : 0;
                }
                else if (c < '\u0250' && char.IsLetter(c))
                    latin++;
                else if (char.IsLetter(c) && !char.IsSurrogate(c) && !JapaneseScript.IsJapaneseSign(c) && !IsGreek(c))
                    other++;
            }

            return other >= ForeignLetters || chinese >= 2 ||
                (latin >= LatinLetters && latin > 2 * (kana + kanji)) ||
                (kana == 0 && (kanji >= KanjiAlone || (chinese > 0 && kanji > 1)));
        }

        /// <summary>Faces are drawn with them.</summary>
        static bool IsGreek(char c) => c >= '\u0370' && c <= '\u03FF';
    }
}
