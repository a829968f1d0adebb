using System;
using System.Linq;
using NUnit.Framework;
using Ojousama.Text;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    public sealed class BacklogTests
    {
        [Test]
        public void It_keeps_the_last_250_lines_in_order()
        {
            var backlog = new Backlog();
            for (int i = 0; i < 1000; i++)
            {
                int version = backlog.Version;
                backlog.Add(new BacklogEntry("絢音", $"{i}", i));
                Assert.That(backlog.Version, Is.Not.EqualTo(version));
            }

            Assert.That(backlog.Select(e => e.Position), Is.EqualTo(Enumerable.Range(750, 250)));
            Assert.That(backlog[249].Text, Is.EqualTo("999"));
            Assert.That(() => backlog[250], Throws.TypeOf<ArgumentOutOfRangeException>());
            backlog.Clear();
            Assert.That(backlog, Is.Empty);
        }

        [TestCase("ばら", 3)]
        [TestCase("バラ", 3)]
        [TestCase("薔薇", 1)]
        [TestCase("tea", 2)]
        [TestCase("ｔｅａ", 2)]
        [TestCase("絢音", 1)]
        [TestCase("face", -1)]
        public void It_is_searched_as_one_reads_it(string words, int expected)
        {
            var backlog = new Backlog();
            backlog.Add(new BacklogEntry("", "お庭に出た。", 0));
            backlog.Add(new BacklogEntry("絢音", "｜薔薇《そうび》ですわ。[face:joy]", 1));
            backlog.Add(new BacklogEntry("彼", "Tea Timeだね", 2));
            backlog.Add(new BacklogEntry("彼", "バラだ", 3));
            Assert.That(backlog.FindLast(words), Is.EqualTo(expected));
        }

        [Test]
        public void A_search_goes_on_behind_a_find()
        {
            var backlog = new Backlog();
            foreach (string line in new[] { "ええ", "はい", "ええ", "はい" })
                backlog.Add(new BacklogEntry("", line, 0));
            Assert.That(backlog.FindLast("ええ"), Is.EqualTo(2));
            Assert.That(backlog.FindLast("ええ", 2), Is.EqualTo(0));
            Assert.That(backlog.FindLast("ええ", 0), Is.EqualTo(-1));
        }

        [TestCase("え、[face:shy]｜薔薇《ばら》の《《花》》\nですわ[/x]", "え、薔薇の花\nですわ")]
        [TestCase("そのまま", "そのまま")]
        public void Markup_is_stripped(string text, string expected) => Assert.That(Markup.Strip(text), Is.EqualTo(expected));
    }
}
