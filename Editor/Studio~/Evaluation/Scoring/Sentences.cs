namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>The sentences of a reply.</summary>
static class Sentences
{
    const string Closing = "。．！？!?‼⁇⁈⁉」』）)】》〉”’♪♡☆…‥―ー～〜、 　\n";

    static readonly string[] s_wonderings = ["かしら", "でしょうか", "ますか", "ですか", "だろうか"];

    /// <summary>Each with its closing mark; a pause (……) ends none.</summary>
    public static IEnumerable<string> Of(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] is '\n' or '。' or '！' or '？' or '!' or '?' && (i + 1 == text.Length || !Closing.Contains(text[i + 1]));
            if (!ends && i + 1 < text.Length)
                continue;
            string sentence = text[start..(i + 1)].Trim();
            start = i + 1;
            if (Body(sentence).Length > 0)
                yield return sentence;
        }
    }

    /// <summary>Without the marks that close it.</summary>
    public static string Body(string sentence) => sentence.TrimEnd(Closing.ToCharArray());

    /// <summary>Whether it asks or wonders, so that it claims nothing.</summary>
    public static bool Asks(string sentence) =>
        sentence.TrimEnd('」', '』', '♪', ' ').EndsWith('？') || sentence.EndsWith('?')
        || s_wonderings.Any(e => Body(sentence).EndsWith(e, StringComparison.Ordinal));
}
