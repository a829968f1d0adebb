namespace Ojousama.TextBox
{
    /// <summary>One character as the reader sees it, at its place in a line. It never moves once it stands there.</summary>
    public readonly struct Glyph
    {
        internal Glyph(
            string text, CharacterClass kind, float width, float column = 0, bool isEmphasized = false, string? ruby = null, float rubyWidth = 0)
        {
            Text = text;
            Class = kind;
            Width = width;
            Column = column;
            IsEmphasized = isEmphasized;
            Ruby = ruby;
            RubyWidth = rubyWidth;
        }

        /// <summary>A whole grapheme cluster. The same string object for every single-unit character that is the same.</summary>
        public string Text { get; }

        /// <summary>Left edge, in cells from the start of the line.</summary>
        public float Column { get; }

        /// <summary>In cells. Wider than the character under a long reading: it is drawn in the middle.</summary>
        public float Width { get; }

        /// <summary>Has an emphasis dot above it.</summary>
        public bool IsEmphasized { get; }

        /// <summary>The reading that is drawn at half size above this glyph and those after it; null if none begins here.</summary>
        public string? Ruby { get; }

        /// <summary>In cells from <see cref="Column"/>: what <see cref="Ruby"/> is centred over.</summary>
        public float RubyWidth { get; }

        internal CharacterClass Class { get; }

        internal Glyph At(float column) => new Glyph(Text, Class, Width, column, IsEmphasized, Ruby, RubyWidth);

        internal Glyph Widened(float by) => new Glyph(Text, Class, Width + by, Column, IsEmphasized, Ruby, RubyWidth);

        internal Glyph Under(string ruby, float width) => new Glyph(Text, Class, Width, Column, IsEmphasized, ruby, width);
    }
}
