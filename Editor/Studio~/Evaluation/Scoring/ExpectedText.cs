using System.Text.RegularExpressions;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>A text of an accept or reject list, which a reply holds or does not.</summary>
/// <remarks>Reply and text are folded (<see cref="TextFold"/>); <c>[0-9]</c> is any digit, and a number is found only whole: 17 not in 170.</remarks>
sealed class ExpectedText
{
    const string AnyDigit = "[0-9]";

    readonly Regex _asWritten, _asWords;

    /// <param name="text">As the list has it.</param>
    public ExpectedText(string text)
    {
        Text = text;
        _asWritten = Pattern(text, TextFold.Fold);
        _asWords = Pattern(text, TextFold.FoldWords);
    }

    public string Text { get; }

    /// <summary>Whether a reply, or a fact, holds it in one spelling or another.</summary>
    public bool IsIn(string reply) => _asWritten.IsMatch(TextFold.Fold(reply)) || _asWords.IsMatch(TextFold.FoldWords(reply));

    static Regex Pattern(string text, Func<string, string> fold)
    {
        string pattern = string.Join(AnyDigit, text.Split(AnyDigit).Select(part => Regex.Escape(fold(part))));
        if (pattern.Length > 0 && char.IsAsciiDigit(pattern[0]))
            pattern = "(?<![0-9])" + pattern;
        if (pattern.Length > 0 && char.IsAsciiDigit(pattern[^1]))
            pattern += "(?![0-9])";
        return new Regex(pattern, RegexOptions.CultureInvariant);
    }
}
