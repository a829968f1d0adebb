using System.Text.RegularExpressions;
using NUnit.Framework;
using Ojousama.Text;

namespace Ojousama.Tests.Text
{
    /// <remarks>Attributes hold UTF-8, so that halves of surrogate pairs stand in them escaped.</remarks>
    public sealed class UnicodeTextTests
    {
        [TestCase(@"a\uD83D", "a\uFFFD")]
        [TestCase(@"\uDE04あ\uD83D\uD83D\uDE04", "\uFFFDあ\uFFFD😄")]
        [TestCase("さくらか\u3099", "さくらが")]
        [TestCase("\uFA19\u3099か\u3099\uFA19", "\uFA19\u3099が\uFA19")]
        [TestCase(@"か\u3099\uD87E\uDC1A\uD83D", "が\U0002F81A\uFFFD")]
        [TestCase("葛\U000E0100と👩\u200D🎓", "葛\U000E0100と👩\u200D🎓")]
        [TestCase("plain", "plain")]
        [TestCase(null, "")]
        public void Text_from_outside_is_repaired(string? text, string expected) => Assert.That(UnicodeText.Repair(text == null ? null : Regex.Unescape(text)), Is.EqualTo(expected));

        [TestCase("あい😄", 3, "あい😄")]
        [TestCase("あい😄", 2, "あい")]
        [TestCase("👩\u200D🎓👍🏽か\u3099え", 3, "👩\u200D🎓👍🏽か\u3099")]
        [TestCase(@"あい\uD83D", 9, "あい")]
        public void Characters_are_counted_as_a_reader_does(string text, int most, string expected) =>
            Assert.That(UnicodeText.Limit(Regex.Unescape(text), most), Is.EqualTo(expected));

        [Test]
        public void Marks_stacked_without_end_are_no_character()
        {
            string tower = "あ" + new string('\u0301', 500);

            Assert.That(UnicodeText.Limit("い" + tower, 120), Is.EqualTo("い"));
        }
    }
}
