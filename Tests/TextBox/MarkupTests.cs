using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.TextBox;
using static Ojousama.Tests.TextBox.Typesetter;

namespace Ojousama.Tests.TextBox
{
    public sealed class MarkupTests
    {
        // Ruby is written base(reading), emphasis *so*, tags where they are reached {so}.
        [TestCase("え、[face:shy]べつに", "え、{[face:shy]}べつに")]
        [TestCase("え[Face： shy ]べつに[smile]ね[/x]", "え{[face:shy]}べつにね")]
        [TestCase("はい[face]。[face:joy]", "はい{[face]}。{[face:joy]}")]
        [TestCase("はい[fa", "はい")]
        [TestCase("はい[", "はい")]
        [TestCase("はい[笑", "はい[笑")]
        [TestCase("はい[笑]", "はい")]
        [TestCase("あ[[face:shy]え", "あ[{[face:shy]}え")]
        [TestCase("[あ\nい]", "[あ｜い]")]
        [TestCase("[0123456789012345678901234567890123456789012345678901234567890123456789]", "[0123456789012345678901234567890123456789012345678901234567890123456789]")]
        [TestCase("この｜薔薇《ばら》は", "この薔薇(ばら)は")]
        [TestCase("この[ruby:ばら]薔薇[/ruby]は", "この薔薇(ばら)は")]
        [TestCase("[ruby:ばら]薔薇", "薔薇(ばら)")]
        [TestCase("｜薔薇《》は", "薔薇は")]
        [TestCase("A｜Bと｜薔薇《ばら》", "A｜Bと薔薇(ばら)")]
        [TestCase("｜薔薇《ばら", "｜薔薇《ばら")]
        [TestCase("｜薔[face:joy]", "｜薔{[face:joy]}")]
        [TestCase("｜《ばら》", "｜《ばら》")]
        [TestCase("《ばら》と《《大事》》だ》", "《ばら》と*大**事*だ》")]
        [TestCase("[em]大》事[/em]だ", "*大**》**事*だ")]
        [TestCase("《《か\u3099》》\u3099", "*か\u3099*\u3099")]
        [TestCase("｜", "｜")]
        public void Markup_is_read_whatever_the_chunking(string text, string expected)
        {
            for (int size = 1; size <= text.Length; size++)
                Assert.That(Read(Chunks(text, size)), Is.EqualTo(expected), $"in pieces of {size}");
        }

        [Test]
        public void No_tag_shows_even_for_a_moment()
        {
            var window = new MessageWindow();
            window.Pacing.Instant = true;
            var seen = new List<string>();
            window.Begin();
            foreach (string piece in new[] { "え、", "[fa", "ce:shy]", "べつに" })
            {
                window.Append(piece);
                seen.Add(window.Shown());
            }

            window.Complete();
            seen.Add(window.Shown());
            Assert.That(seen, Is.EqualTo(new[] { "え", "え", "え、", "え、べつ", "え、べつに" }));
        }

        [Test]
        public void Tags_are_reached_when_their_place_is_shown_not_when_they_come()
        {
            var window = new MessageWindow(4, 1);
            var faces = new List<string>();
            window.TagReached += t => faces.Add(t.Value);
            window.Replace("[face:a]はい。[face:b]そうですの[face:c]");
            Assert.That(faces, Is.Empty);
            window.Update(0.030);
            Assert.That(faces, Is.EqualTo(new[] { "a" }));
            window.HurryUp();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("はい。そ", RevealState.PageFull)));
            Assert.That(faces, Is.EqualTo(new[] { "a", "b" }), "c stands on the next page");
            window.Next();
            window.HurryUp();
            Assert.That(faces, Is.EqualTo(new[] { "a", "b", "c" }));
        }

        [Test]
        public void Authors_may_add_tags_of_their_own()
        {
            var window = new MessageWindow();
            window.Tags.Add("sound");
            window.Pacing.Instant = true;
            var tags = new List<string>();
            window.TagReached += t => tags.Add(t.ToString());
            window.Replace("[sound:bell][face:joy][shake]りんりん");
            Assert.That(tags, Is.EqualTo(new[] { "[sound:bell]", "[face:joy]" }));
        }

        [TestCase("あああ｜薔薇《ばら》。", 5, "あああ薔薇。")]   // marks hang behind a base as behind any text
        [TestCase("ああああ｜薔薇《ばら》", 5, "ああああ｜薔薇")]  // a base is not split, and does not use the reserve
        [TestCase("ああ「｜薔薇《ばら》」", 4, "ああ｜「薔薇」")]
        [TestCase("｜薔薔薔薔薔《ば》", 2, "薔薔｜薔薔薔")]
        public void A_base_stays_together(string text, int cells, string expected)
        {
            for (int size = 1; size <= text.Length; size++)
                Assert.That(LayOut(Chunks(text, size), cells), Is.EqualTo(expected), $"in pieces of {size}");
        }

        [Test]
        public void A_reading_wider_than_its_base_spreads_it()
        {
            var window = new MessageWindow();
            window.Replace("あ｜薔薇《ばらのはな》い"); // five characters of half size over two
            var glyphs = window.Lines[0].Glyphs;
            Assert.That(glyphs.Select(g => g.Column), Is.EqualTo(new[] { 0, 1, 2.25f, 3.5f }));
            Assert.That(glyphs.Select(g => g.Ruby), Is.EqualTo(new[] { null, "ばらのはな", null, null }));
            Assert.That(glyphs[1].RubyWidth, Is.EqualTo(2.5f));
        }

        static string Read(IEnumerable<string> pieces)
        {
            var window = new MessageWindow(100, 100);
            string read = "";
            Glyph first = default; // of the base
            window.TagReached += t => read += "{" + t + "}";
            window.GlyphShown += g =>
            {
                first = g.Ruby == null ? first : g;
                bool endsBase = first.Ruby != null && first.Column + first.RubyWidth == g.Column + g.Width;
                read += (g.Column == 0 && read.Length > 0 ? "｜" : "") + (g.IsEmphasized ? $"*{g.Text}*" : g.Text) +
                    (endsBase ? $"({first.Ruby})" : "");
            };
            window.Begin();
            foreach (string piece in pieces)
                window.Append(piece);
            window.Complete();
            window.Update(1000);
            return read;
        }
    }
}
