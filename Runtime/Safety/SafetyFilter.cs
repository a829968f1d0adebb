using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Text;

namespace Ojousama.Safety
{
    /// <summary>Finds words that are not for all ages, in what a player types and in what a model writes.</summary>
    /// <remarks>Immutable and thread-safe. A search compares the text with every word: some ten microseconds for a sentence.</remarks>
    internal sealed class SafetyFilter
    {
        static readonly List<Word> BuiltIn = ReadBuiltIn();

        readonly List<Word> _words;

        /// <param name="refusedWords">The author's own, beside the built-in ones.</param>
        public SafetyFilter(IReadOnlyList<string> refusedWords)
        {
            _words = new List<Word>(BuiltIn);
            foreach (string word in refusedWords)
            {
                if (!string.IsNullOrWhiteSpace(word))
                    _words.Add(new Word(SafetyTopic.Author, Fold(word.Trim())));
            }
        }

        /// <summary>What is wrong with a text; null if nothing is.</summary>
        public SafetyTopic? Find(string text)
        {
            string folded = Fold(text);
            SafetyTopic? found = FindFolded(folded);
            return found ?? FindFolded(Joined(folded));
        }

        SafetyTopic? FindFolded(string text)
        {
            foreach (Word word in _words)
            {
                if (word.IsIn(text))
                    return word.Topic;
            }

            return null;
        }

        /// <summary>One width and one case, without characters that no one sees. Kana stay as they are: おしえろいつも is not エロい.</summary>
        static string Fold(string text)
        {
            var folded = new StringBuilder(text.Length);
            foreach (char c in UnicodeText.Compatible(text).ToLowerInvariant())
            {
                if (c != '\u200B' && c != '\u200C' && c != '\u200D' && c != '\uFEFF' && c != '\u2060')
                    folded.Append(c);
            }

            return folded.ToString();
        }

        /// <summary>Without the marks that are put between letters to get past a filter.</summary>
        static string Joined(string text)
        {
            var joined = new StringBuilder(text.Length);
            foreach (char c in text)
            {
                if (!char.IsWhiteSpace(c) && "・･.-_*/|○●〇×".IndexOf(c) < 0)
                    joined.Append(c);
            }

            return joined.ToString();
        }

        static List<Word> ReadBuiltIn()
        {
            var words = new List<Word>();
            foreach (var (topic, list) in SafetyWords.All)
            {
                foreach (string entry in list.Split('|'))
                    words.Add(Word.Parse(topic, entry));
            }

            return words;
        }

        sealed class Word
        {
            readonly string _text;
            readonly bool _notAfterKanji;
            readonly string[] _harmless;

            public Word(SafetyTopic topic, string text, bool notAfterKanji = false, params string[] harmless)
            {
                Topic = topic;
                _text = text;
                _notAfterKanji = notAfterKanji;
                _harmless = harmless;
            }

            public SafetyTopic Topic { get; }

            public static Word Parse(SafetyTopic topic, string entry)
            {
                string[] parts = entry.Split('!');
                string text = Fold(parts[0]);
                return new Word(topic, text.TrimStart('^'), text[0] == '^', parts.AsSpan(1).ToArray());
            }

            public bool IsIn(string text)
            {
                for (int at = text.IndexOf(_text, StringComparison.Ordinal); at >= 0; at = text.IndexOf(_text, at + 1, StringComparison.Ordinal))
                {
                    if (IsWhole(text, at) && !IsHarmless(text, at))
                        return true;
                }

                return false;
            }

            /// <summary>ヌード is none in ヌードル, nor sex in Sussex.</summary>
            bool IsWhole(string text, int at)
            {
                int end = at + _text.Length;
                if (at > 0 && (Joins(text[at - 1], _text[0]) || (_notAfterKanji && JapaneseScript.IsKanji(text[at - 1]))))
                    return false;
                return end == text.Length || !Joins(_text[_text.Length - 1], text[end]);
            }

            bool IsHarmless(string text, int at)
            {
                foreach (string harmless in _harmless)
                {
                    int start = at - harmless.IndexOf(_text, StringComparison.Ordinal);
                    if (start >= 0 && string.CompareOrdinal(text, start, harmless, 0, harmless.Length) == 0)
                        return true;
                }

                return false;
            }

            static bool Joins(char left, char right) => (IsKatakana(left) && IsKatakana(right)) || (IsLatin(left) && IsLatin(right));

            static bool IsKatakana(char c) => JapaneseScript.IsInKatakanaWord(c) && c != '・';

            static bool IsLatin(char c) => c >= 'a' && c <= 'z';
        }
    }
}
