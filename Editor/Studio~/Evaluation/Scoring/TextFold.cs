using System.Text;
using Ojousama.Recall;
using Ojousama.Text;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Makes spellings of the same words alike, so that １７歳, 十七歳 and 17歳 are one, and so are かふぇ, カフェ and ｶﾌｪ.</summary>
static class TextFold
{
    const string HalfWidthKana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"; // from ｦ on
    const char VoicedMark = 'ﾞ', SemiVoicedMark = 'ﾟ';

    /// <summary>Width, case, kana and numbers.</summary>
    public static string Fold(string text) => string.Concat(FoldNumbers(text).Select(JapaneseScript.ToHiragana));

    /// <summary>Width, case and numbers; katakana stays, so that words can be told apart.</summary>
    /// <remarks>NFKC does nothing where .NET runs without ICU, as this program does; <see cref="Narrow"/> does what Japanese text needs of it.</remarks>
    public static string FoldNumbers(string text) => KanjiNumbers.ToDigits(Narrow(text.Normalize(NormalizationForm.FormKC)).ToLowerInvariant());

    /// <summary>As <see cref="Fold"/>, and common words in kana as they stand in books: たんじょうび becomes 誕生日.</summary>
    public static string FoldWords(string text) => Fold(KanaSpelling.Respell(text));

    /// <summary>Letters and digits only, folded: two lines that sound the same are the same.</summary>
    public static string Sound(string text) => string.Concat(Fold(text).Where(c => char.IsLetterOrDigit(c) || c == 'ー'));

    static string Narrow(string text)
    {
        var narrow = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is VoicedMark or SemiVoicedMark && narrow.Length > 0 && Marked(narrow[^1], c) is char marked)
                narrow[^1] = marked;
            else if (c is >= '！' and <= '～')
                narrow.Append((char)(c - '！' + '!'));
            else if (c is >= 'ｦ' and <= 'ﾝ')
                narrow.Append(HalfWidthKana[c - 'ｦ']);
            else
                narrow.Append(c == '㎝' ? "cm" : c == '㎏' ? "kg" : c == '　' ? " " : c.ToString());
        }

        return narrow.ToString();
    }

    /// <summary>カ with its mark is ガ, ハ with the other パ: the next letters of the table.</summary>
    static char? Marked(char kana, char mark)
    {
        bool isOfHa = "ハヒフヘホ".Contains(kana);
        if (mark == SemiVoicedMark)
            return isOfHa ? (char)(kana + 2) : null;
        return isOfHa || "カキクケコサシスセソタチツテト".Contains(kana) ? (char)(kana + 1) : kana == 'ウ' ? 'ヴ' : null;
    }
}
