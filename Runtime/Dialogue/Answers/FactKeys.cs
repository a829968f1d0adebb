using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Text;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>The words of a fact that a reply can be held against: runs of kanji, of katakana, and of letters and digits.</summary>
    /// <remarks>
    /// No dictionary is at hand, so a change of script ends a word. Texts are folded first: full-width to half-width, kanji digits to
    /// digits, so that 十七歳, １７歳 and 17歳 are one.
    /// </remarks>
    internal static class FactKeys
    {
        /// <summary>After kanji: する, or what is no particle.</summary>
        static readonly Regex s_bent = new Regex("^(し(て|た|、|ない)|する|すれ|され|させ|[\\p{IsHiragana}-[はがをにでとのもやへかだ]])", RegexOptions.CultureInvariant);

        /// <summary>Nouns that tell nothing for themselves: 頃 of バイオリンを子供の頃から習っていた.</summary>
        static readonly HashSet<string> s_light = new HashSet<string> { "頃", "時", "事", "物", "者", "所", "際", "過去", "現在", "時期", "一時期" };

        const int KanjiKind = 1, KatakanaKind = 2, LatinKind = 3;

        /// <summary>The keys of a fact that a question does not already name: what it asks for. All keys if it names every one.</summary>
        /// <remarks>Of a fact that says something of a topic (…は…), what it says: 緑色 of この世界では空は緑色.</remarks>
        public static IReadOnlyList<string> Asked(string fact, string question)
        {
            string[] said = Unnamed(fact.Substring(fact.LastIndexOf('は') + 1), question);
            if (said.Length > 0)
                return said;
            string[] asked = Unnamed(fact, question);
            return asked.Length > 0 ? asked : Of(fact).Distinct().ToArray();
        }

        /// <summary>Of the keys that a question does not name the names and nouns; what is said of them (好き, 住んで, 留学して) only if there are none: it tells nothing without them.</summary>
        static string[] Unnamed(string text, string question)
        {
            string folded = Fold(question);
            (string Key, bool IsName)[] keys = Words(text).Where(word => folded.IndexOf(word.Key, StringComparison.Ordinal) < 0).Distinct().ToArray();
            string[] names = keys.Where(word => word.IsName).Select(word => word.Key).ToArray();
            return names.Length > 0 ? names : keys.Select(word => word.Key).ToArray();
        }

        /// <summary>How much of a fact's asked keys a reply states, 0 to 1; 1 for a fact without any key.</summary>
        public static float Stated(IReadOnlyList<string> keys, string reply)
        {
            if (keys.Count == 0)
                return 1f;
            string folded = Fold(reply);
            return keys.Count(key => Holds(folded, key)) / (float)keys.Count;
        }

        /// <summary>Every key of a text, in order.</summary>
        public static IEnumerable<string> Of(string text) => Words(text).Select(word => word.Key);

        /// <summary>Every key, and whether it is a noun for itself: what goes on in hiragana that is no particle, or in する, is bent.</summary>
        static IEnumerable<(string Key, bool IsName)> Words(string text)
        {
            string folded = Fold(text);
            for (int start = 0; start < folded.Length;)
            {
                int kind = Kind(folded[start]), end = start + 1;
                while (end < folded.Length && Kind(folded[end]) == kind)
                    end++;
                if (kind > 0 && (end - start > 1 || kind != KatakanaKind))
                {
                    string key = folded.Substring(start, end - start);
                    yield return (key, !s_light.Contains(key) && (kind != KanjiKind || !s_bent.IsMatch(folded.Substring(end))));
                }

                start = end;
            }
        }

        /// <summary>Full-width forms, letters' case and kanji digits made alike: 二十五 and ２５ become 25.</summary>
        public static string Fold(string text) => KanjiNumbers.ToDigits(UnicodeText.Compatible(text).ToLowerInvariant());

        /// <summary>Long compounds are often shortened: 不動産業 is stated by 不動産.</summary>
        static bool Holds(string reply, string key)
        {
            if (reply.IndexOf(key, StringComparison.Ordinal) >= 0)
                return true;
            int part = key.Length > 3 ? key.Length - 1 : int.MaxValue;
            for (int at = 0; at + part <= key.Length && part < int.MaxValue; at++)
            {
                if (reply.IndexOf(key.Substring(at, part), StringComparison.Ordinal) >= 0)
                    return true;
            }

            return false;
        }

        static int Kind(char c) =>
            JapaneseScript.IsKanji(c) || c == '々' ? KanjiKind
            : JapaneseScript.IsInKatakanaWord(c) ? KatakanaKind
            : c < '\u0250' && char.IsLetterOrDigit(c) ? LatinKind : 0;
    }
}
