namespace Ojousama.Inference
{
    /// <summary>One item of a reply's stream: some text, or the end.</summary>
    public readonly struct GenerationItem
    {
        GenerationItem(string text, int token, GenerationEnd? end)
        {
            Text = text;
            Token = token;
            End = end;
        }

        /// <summary>Whole characters only: bytes of a character split over tokens are held back until it is complete. May be empty.</summary>
        public string Text { get; }

        /// <summary>The sampled token, or -1 in the last item, and where a remote model reveals none: then the reply's tokens are not known.</summary>
        public int Token { get; }

        /// <summary>Set in the last item only.</summary>
        public GenerationEnd? End { get; }

        /// <summary>Whether the stream ends here.</summary>
        public bool IsLast => End != null;

        /// <summary>Shorthand for the error of <see cref="End"/>; null while all is well.</summary>
        public OjousamaException? Error => End?.Error;

        /// <summary>One sampled token and the characters it completed.</summary>
        public static GenerationItem Piece(string text, int token) => new GenerationItem(text, token, null);

        /// <summary>The end of the stream.</summary>
        /// <param name="end">Why and how.</param>
        /// <param name="text">What had been held back until now.</param>
        public static GenerationItem Last(GenerationEnd end, string text = "") => new GenerationItem(text, -1, end);
    }
}
