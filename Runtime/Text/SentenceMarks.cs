namespace Ojousama.Text
{
    /// <summary>The marks at which Japanese sentences end.</summary>
    internal static class SentenceMarks
    {
        const string Marks = "。．！？!?‼⁇⁈⁉";
        const string Closers = "」』）)】》〉”’♪…";

        /// <summary>Whether a sentence ends at this character, or with a run of such.</summary>
        public static bool IsEnd(char c) => Marks.IndexOf(c) >= 0;

        /// <summary>Whether a character behind the end still belongs to the sentence.</summary>
        public static bool IsCloser(char c) => Closers.IndexOf(c) >= 0;
    }
}
