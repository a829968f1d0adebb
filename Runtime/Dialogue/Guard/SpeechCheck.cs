using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Dialogue.Guard
{
    /// <summary>Whether a sentence keeps to a character's way of speaking: none of the endings and words that her author banned.</summary>
    internal sealed class SpeechCheck
    {
        const int EndingLength = 2;
        const string Closing = "。．！？!?‼⁇⁈⁉」』）)】》〉”’♪♡☆…‥ー～〜、 　\n";
        const string Particles = "はがもをにのとでへやってなだじ";
        const string BeforeWord = "はがもをにのとでへやてねよわさ"; // one-character words that may stand before a pronoun in kana

        readonly IReadOnlyList<string> _endings;
        readonly IReadOnlyList<string> _words;
        readonly string _firstPerson;
        readonly string[] _liked; // the last characters of each, which tell a voice: すわ, しら

        public SpeechCheck(SpeechStyle style)
        {
            _firstPerson = style.firstPerson;
            _liked = style.likedEndings.Where(ending => ending.Length > 0).Select(ending => ending.Substring(Math.Max(0, ending.Length - EndingLength))).ToArray();
            _endings = style.bannedEndings;
            _words = style.bannedWords;
        }

        /// <param name="sentence">Without markup.</param>
        /// <returns>What she would never say; null if all is well.</returns>
        public string? Find(string sentence)
        {
            string own = WithoutQuotes(sentence);
            string body = own.TrimEnd(Closing.ToCharArray());
            foreach (string ending in _endings)
            {
                if (ending.Length > 0 && body.EndsWith(ending, StringComparison.Ordinal))
                    return ending;
            }

            foreach (string word in _words)
            {
                for (int at = IndexOf(own, word, 0); at >= 0; at = IndexOf(own, word, at + 1))
                {
                    if (StandsAlone(own, at, word.Length))
                        return word;
                }
            }

            return null;
        }

        /// <summary>Whether a reply has something of her own: her word for “I”, or a sentence that ends as hers do. True where her author named no endings.</summary>
        public bool HasVoice(string reply)
        {
            if (_liked.Length == 0 || (_firstPerson.Length > 0 && reply.Contains(_firstPerson)))
                return true;
            return reply.Split(Closing.ToCharArray(), StringSplitOptions.RemoveEmptyEntries)
                .Any(sentence => _liked.Any(sentence.TrimEnd('よ', 'ね').EndsWith));
        }

        static int IndexOf(string text, string word, int from) =>
            word.Length == 0 || from >= text.Length ? -1 : text.IndexOf(word, from, StringComparison.Ordinal);

        /// <summary>Japanese has no blanks, so わし stands within 交わして too. A short word in kana counts only where words meet; 僕 not in 下僕.</summary>
        static bool StandsAlone(string text, int at, int length)
        {
            char before = at == 0 ? '\0' : text[at - 1];
            char after = at + length == text.Length ? '\0' : text[at + length];
            if (JapaneseScript.IsKanji(text[at]) && length == 1)
                return !JapaneseScript.IsKanji(before) && (!JapaneseScript.IsKanji(after) || after == '達');
            if (!JapaneseScript.IsHiragana(text[at]) || length > 3)
                return true;
            bool begins = !(JapaneseScript.IsHiragana(before) || JapaneseScript.IsKanji(before)) || BeforeWord.IndexOf(before) >= 0;
            bool ends = !JapaneseScript.IsHiragana(after) || Particles.IndexOf(after) >= 0 || after == 'た';
            return begins && ends;
        }

        /// <summary>She may repeat what someone else said. A sentence that is a quotation as a whole is her own.</summary>
        static string WithoutQuotes(string sentence)
        {
            int open = sentence.IndexOfAny(new[] { '「', '『' });
            if (open <= 0)
                return sentence;
            int close = sentence.IndexOfAny(new[] { '」', '』' }, open);
            return close < 0 ? sentence : sentence.Remove(open, close - open + 1);
        }
    }
}
