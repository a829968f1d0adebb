using System.Text;
using CsCheck;
using Ojousama.Text;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox;

/// <summary>Each property over 10,000 random texts; CsCheck prints the seed of one that fails.</summary>
public sealed class LayoutPropertyTests
{
    const int Texts = 10_000;

    static readonly Gen<(string Text, float Cells)> Case =
        Gen.Select(JapaneseText.Text, Gen.Int[4, 40].Select(halves => halves / 2f));

    [Test]
    public void Any_chunking_gives_the_same_lines() =>
        Gen.Select(Case, Gen.Int[0, 200].Array[0, 8]).Sample(
            (c, cuts) => Lines(c.Text, c.Cells).SequenceEqual(Lines(JapaneseText.Cut(c.Text, cuts), c.Cells)), iter: Texts);

    [Test]
    public void Any_chunking_of_markup_gives_the_same_lines_and_tags() =>
        Gen.Select(JapaneseText.Marked, Gen.Int[4, 40], Gen.Int[0, 200].Array[0, 8]).Sample(
            (text, halves, cuts) =>
            {
                var whole = Play([text], halves / 2f);
                return !whole.Contains('[') && whole == Play(JapaneseText.Cut(text, cuts), halves / 2f);
            },
            iter: Texts);

    [Test]
    public void Lines_of_every_prefix_are_prefixes_of_the_final_lines() =>
        Case.Sample(
            c =>
            {
                string[] final = Lines(c.Text, c.Cells);
                var reader = new GraphemeReader(new StringPool());
                var breaker = new LineBreaker(new FixedCellMeasure(), c.Cells);
                foreach (char unit in c.Text)
                {
                    if (reader.Push(unit) is not { } cluster)
                        continue;
                    breaker.Add(cluster);
                    int last = breaker.Lines.Count - 1;
                    for (int i = 0; i <= last; i++)
                    {
                        string line = breaker.Lines[i].ToString();
                        if (i < last ? line != final[i] : !final[i].StartsWith(line, StringComparison.Ordinal))
                            return false;
                    }
                }

                return true;
            },
            iter: Texts);

    [Test]
    public void Joined_lines_equal_the_text() =>
        Case.Sample(
            c => string.Concat(Break([c.Text], c.Cells).Lines.Select(l => l + (l.EndsWithBreak ? "\n" : ""))) == c.Text.TrimEnd('\n'),
            iter: Texts);

    [Test]
    public void Rules_are_broken_only_where_the_width_forces_it() =>
        Case.Sample(
            c =>
            {
                var lines = Break([c.Text], c.Cells).Lines;
                for (int i = 0; i < lines.Count; i++)
                {
                    if (lines[i].Width > c.Cells + LineBreaker.Reserve)
                        Assert.Fail($"line {i} is too long");
                    if (i > 0 && !lines[i - 1].EndsWithBreak)
                        CheckBreak(lines[i - 1], lines[i], c.Cells);
                }
            },
            iter: Texts);

    [Test]
    public void Glyphs_never_move() =>
        Gen.Select(Case, Gen.Int[0, 200].Array[0, 8]).Sample(
            (c, cuts) =>
            {
                var window = new MessageWindow(c.Cells) { Pacing = { Instant = true } };
                var seen = new Dictionary<(int Page, int Line, int Glyph), (string, float)>();
                window.Begin();
                foreach (string piece in JapaneseText.Cut(c.Text, cuts))
                {
                    window.Append(piece);
                    Look();
                    if (window.Next())
                        Look();
                }

                window.Complete();
                Look();

                void Look()
                {
                    for (int i = 0; i < window.Lines.Count; i++)
                    {
                        for (int j = 0; j < window.Lines[i].VisibleCount; j++)
                        {
                            var glyph = window.Lines[i].Glyphs[j];
                            var place = (window.PageIndex, i, j);
                            if (!seen.TryAdd(place, (glyph.Text, glyph.Column)) && seen[place] != (glyph.Text, glyph.Column))
                                Assert.Fail($"{seen[place]} became {(glyph.Text, glyph.Column)}");
                        }
                    }
                }
            },
            iter: Texts);

    static void CheckBreak(TextLine before, TextLine after, float cells)
    {
        Glyph last = before[before.Count - 1], first = after[0];
        bool isReserveFull = before.Width + first.Width > cells + LineBreaker.Reserve;
        bool isLongWord = StaysTogether(before, first) && before.Width + first.Width > cells;
        bool isJoinedToMore = first.Class == CharacterClass.Joiner; // the run that it begins may be wider than the reserve
        if (CharacterClasses.MayNotStart(first.Class) && !isReserveFull && !isLongWord && !isJoinedToMore)
            Assert.Fail($"a line starts with {first.Text}");
        if (last.Class == CharacterClass.Opening && before.Glyphs.Any(g => g.Class != CharacterClass.Opening))
            Assert.Fail($"a line ends with {last.Text}");
        bool isCutRun = after.Glyphs.All(g => g.Class == CharacterClass.Opening || InseparablePairs.MayGoOn(g.Class) ||
            CharacterClasses.ContinuesWord(g.Text) || "，．：／’".Contains(g.Text[0]));
        if (before.Width + after.Width <= cells && !isCutRun)
            Assert.Fail("a line ends too early");
        if (last.Class == CharacterClass.Inseparable && last.Text == first.Text &&
            before.Glyphs.Reverse().TakeWhile(g => g.Text == last.Text).Count() % 2 == 1)
            Assert.Fail($"a pair of {last.Text} is split");
    }

    static bool StaysTogether(TextLine before, Glyph first)
    {
        CharacterClass role = CharacterClass.Ordinary;
        string last = "";
        foreach (Glyph glyph in before.Glyphs.Append(first))
        {
            if (!InseparablePairs.StaysWith(role, last, glyph.Text, out CharacterClass next))
                next = CharacterClasses.Of(glyph.Text);
            else if (glyph.Equals(first))
                return true;
            (role, last) = (next, glyph.Text);
        }

        return false;
    }

    /// <summary>Glyphs with their places, readings and dots, and tags between them, in the order in which they are shown.</summary>
    static string Play(IEnumerable<string> pieces, float cells)
    {
        var window = new MessageWindow(cells, 1000);
        var played = new StringBuilder();
        window.TagReached += t => played.Append($"{{{t.Name}:{t.Value}}}");
        window.GlyphShown += g => played.Append($"{g.Text}{g.Column}{g.Ruby}{g.IsEmphasized} ");
        window.Begin();
        foreach (string piece in pieces)
        {
            window.Append(piece);
            window.Update(1000);
        }

        window.Complete();
        window.Update(1000);
        return played.ToString();
    }

    static string[] Lines(string text, float cells) => Lines([text], cells);

    static string[] Lines(IEnumerable<string> pieces, float cells) => Break(pieces, cells).Lines.Select(l => l.ToString()).ToArray();

    static LineBreaker Break(IEnumerable<string> pieces, float cells)
    {
        var reader = new GraphemeReader(new StringPool());
        var breaker = new LineBreaker(new FixedCellMeasure(), cells);
        foreach (char unit in string.Concat(pieces))
        {
            if (reader.Push(unit) is { } cluster)
                breaker.Add(cluster);
        }

        if (reader.Flush() is { } last)
            breaker.Add(last);
        breaker.Flush();
        return breaker;
    }
}
