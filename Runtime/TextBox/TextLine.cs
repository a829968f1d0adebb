using System.Collections.Generic;
using System.Text;

namespace Ojousama.TextBox
{
    /// <summary>One row of the text box. Glyphs are only ever added to its end.</summary>
    /// <remarks>The window reuses these objects for later texts: hold on to one no longer than its page is shown.</remarks>
    public sealed class TextLine
    {
        readonly List<Glyph> _glyphs = new List<Glyph>();
        string _text = "";
        int _textCount; // glyphs that _text spells

        internal TextLine()
        {
        }

        /// <summary>All glyphs laid out so far, shown or not, in reading order.</summary>
        public IReadOnlyList<Glyph> Glyphs => _glyphs;

        /// <summary>How many of them the reader sees, from the first on.</summary>
        public int VisibleCount { get; internal set; }

        /// <summary>The glyphs that the reader sees, as text. Built anew only after <see cref="VisibleCount"/> changed.</summary>
        public string VisibleText
        {
            get
            {
                if (_textCount != VisibleCount)
                {
                    _text = Spell(VisibleCount);
                    _textCount = VisibleCount;
                }

                return _text;
            }
        }

        /// <summary>Right edge of the last glyph, in cells; up to two more than the box is wide.</summary>
        public float Width { get; private set; }

        /// <summary>Whether a line break of the text itself ended this line.</summary>
        internal bool EndsWithBreak { get; set; }

        internal Glyph this[int index] => _glyphs[index];

        internal int Count => _glyphs.Count;

        /// <summary>All glyphs laid out, as text.</summary>
        public override string ToString() => Spell(Count);

        internal void Add(in Glyph glyph)
        {
            _glyphs.Add(glyph.At(Width));
            Width += glyph.Width;
        }

        internal void Clear()
        {
            _glyphs.Clear();
            _text = "";
            _textCount = VisibleCount = 0;
            Width = 0;
            EndsWithBreak = false;
        }

        string Spell(int count)
        {
            var text = new StringBuilder(count);
            for (int i = 0; i < count; i++)
                text.Append(_glyphs[i].Text);
            return text.ToString();
        }
    }
}
