using System.Text;
using NUnit.Framework;
using static Ojousama.Tests.TextBox.Typesetter;

namespace Ojousama.Tests.TextBox
{
    /// <summary>The table of pairs of JIS X 4051, as the layout really breaks: class by class of JLREQ, with a character for each.</summary>
    public sealed class KinsokuTableTests
    {
        static readonly (string Class, string Character)[] Rows =
        {
            ("cl-01 opening", "「"), ("cl-02 closing", "」"), ("cl-03 hyphen", "〜"), ("cl-04 dividing", "！"), ("cl-05 middle dot", "・"),
            ("cl-06 full stop", "。"), ("cl-07 comma", "、"), ("cl-08 dash", "—"), ("cl-08 leader", "…"), ("cl-09 repeat", "々"), ("cl-10 long vowel", "ー"),
            ("cl-11 small kana", "っ"), ("cl-12 prefix", "￥"), ("cl-13 postfix", "％"), ("cl-15 hiragana", "あ"), ("cl-16 katakana", "ア"),
            ("cl-19 kanji", "本"), ("cl-19 numeral", "百"), ("cl-19 digit", "１"), ("cl-27 letter", "a"), ("cl-24 digit", "1"),
        };

        // × : no line break between the character of the row and that of the column.
        const string Expected =
            "××××××××××××××××××××× 「 cl-01 opening\n" +
            "　××××××　　×××　　　　　　　　　 」 cl-02 closing\n" +
            "　××××××　　×××　　　　　　　　　 〜 cl-03 hyphen\n" +
            "　××××××　　×××　　　　　　　　　 ！ cl-04 dividing\n" +
            "　××××××　　×××　　　　　　　　　 ・ cl-05 middle dot\n" +
            "　××××××　　×××　　　　　　　　　 。 cl-06 full stop\n" +
            "　××××××　　×××　　　　　　　　　 、 cl-07 comma\n" +
            "　×××××××　×××　　　　　　　　　 — cl-08 dash\n" +
            "　××××××　××××　　　　　　　　　 … cl-08 leader\n" +
            "　××××××　　×××　　　　　　　　　 々 cl-09 repeat\n" +
            "　××××××　　×××　　　　　　　　　 ー cl-10 long vowel\n" +
            "　××××××　　×××　　　　　　　　　 っ cl-11 small kana\n" +
            "　××××××　　××××　　　　×××× ￥ cl-12 prefix\n" +
            "　××××××　　×××　　　　　　　　　 ％ cl-13 postfix\n" +
            "　××××××　　×××　　　　　　　　　 あ cl-15 hiragana\n" +
            "　××××××　　×××　　　　　　　　　 ア cl-16 katakana\n" +
            "　××××××　　×××　　　　　　　　　 本 cl-19 kanji\n" +
            "　××××××　　×××　×　　　　　　　 百 cl-19 numeral\n" +
            "　××××××　　×××××　　　　××× １ cl-19 digit\n" +
            "　××××××　　×××　×　　　　　×× a cl-27 letter\n" +
            "　××××××　　×××××　　　　××× 1 cl-24 digit\n";

        [Test]
        public void Lines_break_between_no_pair_but_these()
        {
            var table = new StringBuilder();
            foreach (var (name, before) in Rows)
            {
                foreach (var (_, after) in Rows)
                    table.Append(Parts(before, after) ? '　' : '×');
                table.Append(' ').Append(before).Append(' ').Append(name).Append('\n');
            }

            TestContext.Out.WriteLine(table);
            Assert.That(table.ToString(), Is.EqualTo(Expected));
        }

        /// <summary>Whether any width makes a line end between the two.</summary>
        static bool Parts(string before, string after)
        {
            for (float cells = 4; cells <= 8; cells += 0.5f)
            {
                if (LayOut("ああああ" + before + after + "ああああああ", cells).Contains(before + "｜" + after))
                    return true;
            }

            return false;
        }
    }
}
