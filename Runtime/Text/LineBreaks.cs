namespace Ojousama.Text
{
    /// <summary>The characters that end a line by themselves.</summary>
    internal static class LineBreaks
    {
        public const string Characters = "\r\n\u2028\u2029";

        /// <summary>Whether a grapheme cluster is a line break.</summary>
        public static bool Begins(string cluster) => Characters.IndexOf(cluster[0]) >= 0;
    }
}
