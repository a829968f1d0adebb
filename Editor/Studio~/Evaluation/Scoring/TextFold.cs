using Ojousama.Recall;
using Ojousama.Text;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Makes spellings of the same words alike, so that １７歳, 十七歳 and 17歳 are one, and so are かふぇ, カフェ and ｶﾌｪ.</summary>
static class TextFold
{
    /// <summary>Width, case, kana and numbers.</summary>
    public static string Fold(string text) => string.Concat(FoldNumbers(text).Select(JapaneseScript.ToHiragana));

    /// <summary>Width, case and numbers; katakana stays, so that words can be told apart.</summary>
    public static string FoldNumbers(string text) => KanjiNumbers.ToDigits(UnicodeText.Compatible(text).ToLowerInvariant());

    /// <summary>As <see cref="Fold"/>, and common words in kana as they stand in books: たんじょうび becomes 誕生日.</summary>
    public static string FoldWords(string text) => Fold(KanaSpelling.Respell(text));

    /// <summary>Letters and digits only, folded: two lines that sound the same are the same.</summary>
    public static string Sound(string text) => string.Concat(Fold(text).Where(c => char.IsLetterOrDigit(c) || c == 'ー'));
}
