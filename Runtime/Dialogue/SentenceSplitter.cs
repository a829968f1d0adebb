using System.Text;

namespace Ojousama.Dialogue
{
    /// <summary>Finds the ends of Japanese sentences in a stream: a run of closing marks with the brackets that close after it, or a line break.</summary>
    internal sealed class SentenceSplitter
    {
        const string Marks = "。．！？!?‼⁇⁈⁉";
        const string Closers = "」』）)】》〉”’♪…";

        readonly StringBuilder _sentence = new StringBuilder();
        bool _marked; // the sentence so far ends in a mark: only more marks or closers still belong to it

        /// <summary>Takes characters up to the first sentence end.</summary>
        /// <param name="text">Not empty.</param>
        /// <param name="sentence">The sentence that ended before the first character not taken; null if none did.</param>
        /// <returns>Characters taken: 0 when a sentence ended just before <paramref name="text"/>.</returns>
        public int Take(string text, out string? sentence)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool isMark = Marks.IndexOf(c) >= 0;
                if (_marked && !isMark && Closers.IndexOf(c) < 0)
                {
                    TryFlush(out sentence!);
                    return i;
                }

                _sentence.Append(c);
                if (c == '\n')
                {
                    if (TryFlush(out sentence!))
                        return i + 1;
                }

                _marked |= isMark;
            }

            sentence = null;
            return text.Length;
        }

        /// <summary>Gives the sentence so far, trimmed; false if there is none.</summary>
        public bool TryFlush(out string sentence)
        {
            sentence = _sentence.ToString().Trim();
            _sentence.Clear();
            _marked = false;
            return sentence.Length > 0;
        }
    }
}
