using System.Globalization;
using CsCheck;
using Ojousama.Tests.TextBox;
using Ojousama.Text;

namespace Ojousama.Tests.Text;

/// <summary>Beside .NET's own segmentation, which Unity lacks.</summary>
public sealed class GraphemeReaderTests
{
    // Latin to Arabic, symbols to kanji, presentation forms and half width, emoji, variation selectors.
    static readonly (int From, int To)[] Ranges =
        [(0x20, 0x5FF), (0x1100, 0x11FF), (0x2010, 0x33FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFE00, 0xFFEF), (0x1F000, 0x1FAFF), (0xE0020, 0xE01EF)];

    [Test]
    public void Every_character_joins_the_one_before_it_as_in_Unicode()
    {
        foreach (var (from, to) in Ranges)
        {
            for (int code = from; code <= to; code++)
            {
                if (CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Control && code < 0xE0000 && code != 0x200C && code != 0x200D)
                    continue;
                string text = "か" + char.ConvertFromUtf32(code) + "き";
                Assert.That(Clusters(text), Is.EqualTo(Expected(text)), $"U+{code:X4}");
            }
        }
    }

    [Test]
    public void Pictures_join_across_a_joiner_as_in_Unicode()
    {
        foreach (string picture in (string[])["👩", "❤️", "🧑🏽", "©", "‼", "★", "☀", "🏳️"])
        {
            foreach (string next in (string[])["🎓", "♀️", "🔥", "か", "a", "🇯", "🌈"])
                Assert.That(Clusters(picture + "\u200D" + next), Is.EqualTo(Expected(picture + "\u200D" + next)));
        }
    }

    [Test]
    public void Random_texts_are_cut_as_in_Unicode() =>
        JapaneseText.Text.Sample(text => Clusters(text).SequenceEqual(Expected(text)), iter: 10_000);

    static List<string> Clusters(string text)
    {
        var reader = new GraphemeReader(new StringPool());
        var clusters = new List<string>();
        foreach (char c in text)
        {
            if (reader.Push(c) is { } cluster)
                clusters.Add(cluster);
        }

        if (reader.Flush() is { } last)
            clusters.Add(last);
        return clusters;
    }

    static List<string> Expected(string text)
    {
        var clusters = new List<string>();
        var e = StringInfo.GetTextElementEnumerator(text);
        while (e.MoveNext())
            clusters.Add(e.GetTextElement());
        return clusters;
    }
}
