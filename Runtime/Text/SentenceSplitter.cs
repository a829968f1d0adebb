using System.Text;

namespace Ojousama.Text
{
    /// <summary>Finds the ends of Japanese sentences in a stream: a run of closing marks with the brackets that close after it, or a line break.</summary>
    /// <remarks>
    /// A sentence of a word (ええ。 まあ！) goes together with the next one, so that a face or a voice does not change for it.
    /// A mark within a tag ends nothing.
    /// </remarks>
    internal sealed class SentenceSplitter
    {
        const int Shortest = 6; // characters with the mark; fewer go together with what follows
        const int Longest = 100; // of sentences that are put together
        const int LongestTag = 64;

        readonly StringBuilder _text = new StringBuilder();
        int _start; // of the sentence that is being read; a short one may stand before it
        int _tag = -1; // where a tag that is not closed yet begins
        bool _marked; // the sentence so far ends in a mark: only more marks or closers still belong to it

        /// <summary>What came since the last end.</summary>
        public string Unfinished => _text.ToString();

        /// <summary>Takes the next character.</summary>
        /// <returns>What ended before it, untrimmed; null if nothing did.</returns>
        public string? Push(char c)
        {
            bool isMark = SentenceMarks.IsEnd(c);
            string? ended = null;
            if (_marked && !isMark && !SentenceMarks.IsCloser(c))
                ended = EndSentence();
            _text.Append(c);
            if (_tag >= 0)
            {
                if (c == ']' || c == '\n' || _text.Length - _tag > LongestTag)
                    _tag = -1;
                return ended;
            }

            if (c == '[')
                _tag = _text.Length - 1;
            _marked |= isMark || c == '\n';
            return ended;
        }

        /// <summary>Gives what there is of a sentence; null if that is nothing but blanks.</summary>
        public string? Flush()
        {
            string text = _text.ToString();
            _text.Clear();
            _start = 0;
            _tag = -1;
            _marked = false;
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        string? EndSentence()
        {
            _marked = false;
            bool isBreak = _text[_text.Length - 1] == '\n';
            bool isShort = _text.Length - _start < Shortest && _text.Length < Longest && !isBreak;
            if (!isShort)
                return Flush();
            _start = _text.Length;
            return null;
        }
    }
}
