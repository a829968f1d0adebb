using CsCheck;
using Ojousama.Text;
using Ojousama.TextBox;

namespace Ojousama.Tests.Text;

public sealed class MarkupStripTests
{
    /// <summary>What is stripped reads as a text box without an edge shows it.</summary>
    [Test]
    public void StrippedTextIsWhatALayoutShows() =>
        Gen.Char["あ漢カa1、。！「」…—ー 　\n\r\u2028[]/:｜《》emrubyface😀\u0301"].Array[0, 40].Select(c => new string(c)).Sample(
            text => Markup.Strip(text) == LaidOut(text), iter: 20_000);

    static string LaidOut(string text)
    {
        if (text.IndexOfAny(MarkupReader.Starters) < 0)
            return text;
        var breaker = new LineBreaker(new FixedCellMeasure(), float.MaxValue);
        var reader = new MarkupReader(breaker, new HashSet<string>());
        foreach (char c in text)
            reader.Push(c);
        reader.Flush();
        return string.Join("\n", breaker.Lines);
    }
}
