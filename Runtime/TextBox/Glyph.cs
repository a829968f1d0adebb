namespace Ojousama.TextBox
{
    /// <summary>One character as the reader sees it, at its place in a line. It never moves once it stands there.</summary>
    public readonly struct Glyph
    {
        internal Glyph(string text, CharacterClass kind, float column, float width)
        {
            Text = text;
            Class = kind;
            Column = column;
            Width = width;
        }

        /// <summary>A whole grapheme cluster. The same string object for every single-unit character that is the same.</summary>
        public string Text { get; }

        /// <summary>Left edge, in cells from the start of the line.</summary>
        public float Column { get; }

        /// <summary>In cells.</summary>
        public float Width { get; }

        internal CharacterClass Class { get; }

        internal Glyph At(float column) => new Glyph(Text, Class, column, Width);
    }
}
