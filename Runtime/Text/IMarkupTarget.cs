namespace Ojousama.Text
{
    /// <summary>Takes what <see cref="MarkupReader"/> finds in a text: clusters, readings and emphasis.</summary>
    internal interface IMarkupTarget
    {
        /// <summary>Glyphs taken since the text began.</summary>
        int GlyphCount { get; }

        /// <summary>Whether the clusters to come are emphasized.</summary>
        bool Emphasis { get; set; }

        /// <summary>Takes one grapheme cluster.</summary>
        void Add(string cluster);

        /// <summary>The clusters up to <see cref="EndRuby"/> stand under a reading.</summary>
        void BeginRuby(string reading);

        /// <summary>Ends the reading that is open, if one is.</summary>
        void EndRuby();

        /// <summary>The text has ended.</summary>
        void Flush();

        /// <summary>Begins a new text.</summary>
        void Clear();
    }
}
