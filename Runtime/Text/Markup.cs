using System.Collections.Generic;
using System.Text;

namespace Ojousama.Text
{
    /// <summary>What can be done with marked-up text without laying it out.</summary>
    public static class Markup
    {
        static readonly HashSet<string> NoTags = new HashSet<string>();

        /// <summary>The characters that a reader would see, line breaks included: no tags, no readings.</summary>
        public static string Strip(string text)
        {
            if (text.IndexOfAny(MarkupReader.Starters) < 0)
                return text;
            var plain = new PlainText();
            var reader = new MarkupReader(plain, NoTags);
            foreach (char c in text)
                reader.Push(c);
            reader.Flush();
            return plain.ToString();
        }

        /// <summary>Collects the clusters. Line breaks at the end of the text are left out, as a text box shows none.</summary>
        sealed class PlainText : IMarkupTarget
        {
            readonly StringBuilder _text = new StringBuilder();
            int _breaks; // since the last glyph

            public int GlyphCount { get; private set; }

            public bool Emphasis { get; set; }

            public void Add(string cluster)
            {
                if (LineBreaks.Begins(cluster))
                {
                    _breaks++;
                    return;
                }

                GlyphCount++;
                _text.Append('\n', _breaks).Append(cluster);
                _breaks = 0;
            }

            public void BeginRuby(string reading)
            {
            }

            public void EndRuby()
            {
            }

            public void Flush()
            {
            }

            public void Clear()
            {
                _text.Clear();
                _breaks = GlyphCount = 0;
                Emphasis = false;
            }

            public override string ToString() => _text.ToString();
        }
    }
}
