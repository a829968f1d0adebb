using NUnit.Framework;
using Ojousama.TextBox;
using static Ojousama.Tests.TextBox.Typesetter;

namespace Ojousama.Tests.TextBox
{
    public sealed class LayoutTests
    {
        // Vectors of the reference: every one in pieces of each size.
        [TestCase(10, "お嬢様、ごきげんよう。", "お嬢様、ごきげんよう。")]
        [TestCase(9, "彼女は小さな声で「好き」と言った", "彼女は小さな声で｜「好き」と言った")]
        [TestCase(7, "それは、その……あの", "それは、その……｜あの")]
        [TestCase(4, "今日はちょっと待って", "今日はちょっ｜と待って")]
        [TestCase(5, "ケーキとコーヒーを", "ケーキとコー｜ヒーを")]
        [TestCase(4, "「大好き」。", "「大好き」。")]
        [TestCase(6, "なんですって！？本当？", "なんですって！？｜本当？")]
        [TestCase(4, "次はVRChatで", "次はVRChat｜で")]
        [TestCase(4, "これは佐々木", "これは佐々｜木")]
        [TestCase(4, "ーーーーーーーーーー", "ーーーーーー｜ーーーー")]
        [TestCase(5, "はい。\nいいえ。", "はい。｜いいえ。")]
        // Our own.
        [TestCase(7, "それは、その……」。", "それは、その｜……」。")]            // marks after a run: the run goes with them
        [TestCase(5, "名前はVRChat」。", "名前は｜VRChat」。")]
        [TestCase(5, "あああ『「好き」』", "あああ｜『「好き」』")]            // brackets in brackets
        [TestCase(4, "ああああ—————————", "ああああ｜————｜—————")]     // a run wider than a line is cut between pairs
        [TestCase(5, "abcdefghijklmnopqrst", "abcdefghij｜klmnopqrst")]
        [TestCase(6, "円周率は3.14です", "円周率は3.14｜です")]
        [TestCase(3, "I am a cat", "I am a ｜cat")]
        [TestCase(3, "ああAyane(絢音)", "ああAyane｜(絢音)")]
        [TestCase(4, "ｶﾞｯﾂﾎﾟｰｽﾞ!", "ｶﾞｯﾂﾎﾟｰｽﾞ!")]
        [TestCase(3, "ああ本！　次", "ああ本！　｜次")]                     // a blank after a mark hangs
        [TestCase(3, "はい\n\nええ\n", "はい｜｜ええ")]
        [TestCase(3, "\nはい\r\nええ\rまあ", "｜はい｜ええ｜まあ")]
        [TestCase(2, "」」」」」」」", "」」」」｜」」」")]                 // the reserve is full: forced
        [TestCase(4, "「「「「「「「あ", "「「「「｜「「「あ")]
        [TestCase(5, "終わりは「", "終わりは「")]
        // Numbers, their signs and units.
        [TestCase(5, "あああ３６℃です", "あああ３６℃｜です")]
        [TestCase(5, "あああ１００％です", "あああ１００％｜です")]
        [TestCase(5, "ああああ￥１００です", "ああああ｜￥１００で｜す")]
        [TestCase(5, "ああああ￥100です", "ああああ￥100｜です")]
        [TestCase(5, "ああああ￥一千です", "ああああ￥一｜千です")]
        [TestCase(4, "ああ１００％。」", "ああ｜１００％。」")]
        [TestCase(4, "あああ五十％", "あああ五｜十％")]
        [TestCase(3, "あああ百％", "あああ｜百％")]
        [TestCase(5, "あああ１，０００円", "あああ｜１，０００｜円")]
        [TestCase(5, "あああ３．１４です", "あああ３．１４｜です")]
        [TestCase(5, "ああ１２：３０に", "ああ１２：３０｜に")]
        [TestCase(3, "第１，第２", "第１，｜第２")]
        [TestCase(4, "ああああ36°Cだ", "ああああ｜36°Cだ")]
        [TestCase(4, "ああ３６°Ｃだ", "ああ３６°Ｃ｜だ")]
        [TestCase(4, "あああ１０ｋｇだ", "あああ｜１０ｋｇ｜だ")]
        [TestCase(4, "あああ５㎏だ", "あああ５㎏｜だ")]
        [TestCase(4, "ああああ－５℃", "ああああ｜－５℃")]
        [TestCase(4, "ああああ№５", "ああああ｜№５")]
        [TestCase(4, "あああＶＲＣ", "あああＶ｜ＲＣ")]                    // full-width letters that are no unit
        [TestCase(3, "一二三四", "一二三｜四")]
        [TestCase(4, "ああああ０３－１２", "ああああ｜０３－１２")]
        [TestCase(4, "ああああ〒１２", "ああああ｜〒１２")]
        [TestCase(5, "あああ１,０００円", "あああ｜１,０００｜円")]
        [TestCase(5, "ああああ３.１４だ", "ああああ｜３.１４だ")]
        [TestCase(4, "ああああ２/３だ", "ああああ｜２/３だ")]
        [TestCase(4, "ああああ₽５", "ああああ｜₽５")]
        [TestCase(4, "ああああ＋５℃", "ああああ｜＋５℃")]
        [TestCase(4, "あああああ10\u202Fkg", "ああああ｜あ10\u202Fkg")]
        // Words and pairs.
        [TestCase(4, "ああああdon＇t", "ああああ｜don＇t")]
        [TestCase(4, "ああああe\u2011mail", "ああああ｜e\u2011mail")]
        [TestCase(3, "あああ\U0001B150い", "あああ\U0001B150｜い")]
        [TestCase(5, "ああああI’m OK", "ああああ｜I’m OK")]
        [TestCase(3, "あああdon’t’", "あああ｜don’t’")]
        [TestCase(3, "ああ‘a’だ", "ああ｜‘a’｜だ")]
        [TestCase(4, "ああああпривет", "ああああ｜привет")]
        [TestCase(5, "ああああ〳〵です", "ああああ〳〵｜です")]
        [TestCase(4, "ああああ〴〵", "ああああ｜〴〵")]
        [TestCase(4, "ああああ……", "ああああ｜……")]
        [TestCase(3, "あああ…‥", "あああ｜…‥")]
        [TestCase(4, "終わりは「", "終わりは｜「")]
        // Numbers of mixed width, in parts, with their signs and units.
        [TestCase(4, "ああああ12：30に", "ああああ｜12：30に")]
        [TestCase(4, "ああああ3，000円", "ああああ｜3，000円")]
        [TestCase(4, "ああああ36．5℃", "ああああ｜36．5℃")]
        [TestCase(5, "あああああ2026／4／1", "あああああ｜2026／4／1")]
        [TestCase(5, "あああああ090－1234", "あああああ｜090－1234")]
        [TestCase(6, "ああああああ０９‐１２", "ああああああ｜０９‐１２")]
        [TestCase(6, "ああああああ１０–２０", "ああああああ｜１０–２０")]
        [TestCase(4, "ああああ1０だ", "ああああ｜1０だ")]
        [TestCase(4, "ああVR１０", "ああVR１０")]
        [TestCase(3, "第3：VRChat", "第3：｜VRChat")]                      // no separator: no digit follows
        [TestCase(4, "ああああ$１００", "ああああ｜$１００")]
        [TestCase(4, "ああああUS$１００", "ああああ｜US$１００")]
        [TestCase(4, "ああああ-５℃", "ああああ｜-５℃")]
        [TestCase(4, "ああああ+５℃", "ああああ｜+５℃")]
        [TestCase(4, "ああああ￥-１０", "ああああ｜￥-１０")]
        [TestCase(4, "ああああ-￥１０", "ああああ｜-￥１０")]
        [TestCase(4, "ああああ百%", "ああああ｜百%")]
        [TestCase(4, "ああああ５ｍ／ｓ", "ああああ｜５ｍ／ｓ")]
        [TestCase(4, "ああああ５㎞／ｈ", "ああああ｜５㎞／ｈ")]
        [TestCase(4, "ああああ５㎎／㎗", "ああああ｜５㎎／㎗")]
        [TestCase(4, "ああああ5km／h", "ああああ｜5km／h")]
        [TestCase(4, "ああああ5cm²", "ああああ｜5cm²")]
        [TestCase(4, "ああああ５㎝²", "ああああ｜５㎝²")]
        [TestCase(4, "ああああ10⁻³", "ああああ｜10⁻³")]
        [TestCase(5, "ああああああ1½だ", "あああああ｜あ1½だ")]
        [TestCase(4, "ああああ30º", "ああああ｜30º")]
        [TestCase(4, "ああああCO₂", "ああああ｜CO₂")]
        [TestCase(4, "あああああ5\u2126", "ああああ｜あ5\u2126")]
        [TestCase(4, "ああああ５5\u212B", "ああああ｜５5\u212B")]
        [TestCase(4, "ああああ100€", "ああああ｜100€")]
        [TestCase(4, "ああああ１００￥", "ああああ｜１００￥")]
        [TestCase(4, "ああああ６′２″", "ああああ｜６′２″")]
        [TestCase(6, "ああああああ３５°４０′", "ああああああ｜３５°４０′")]
        [TestCase(4, "HTML／CSS／JS", "HTML／CSS｜／JS")]                  // no unit: words part
        // A run that leaves marks no room is cut.
        [TestCase(5, "値段は１００，０００。", "値段は｜１００，０｜００。")]
        [TestCase(5, "値段は￥１０，０００、", "値段は｜￥１０，０｜００、")]
        [TestCase(5, "１００００００％。", "１００００｜００％。")]
        [TestCase(5, "１０００００％。", "１００００｜０％。")]
        [TestCase(4, "abcdefghijkl。", "abcdefgh｜ijkl。")]
        [TestCase(6, "「Supercalifrag」", "「Supercalif｜rag」")]
        [TestCase(5, "ああ——————。", "ああ｜——————。")]
        [TestCase(5, "ああ——————」。", "ああ｜————｜——」。")]
        [TestCase(3, "１００，０００。", "１００，｜０００。")]
        // Straight quotes.
        [TestCase(4, "ああああ\"好き\"と", "ああああ｜\"好き\"と")]
        [TestCase(4, "あ\"好きだ\"と", "あ\"好き｜だ\"と")]
        [TestCase(4, "ああああ'好き'と", "ああああ｜'好き'と")]
        [TestCase(4, "ああああ＂好き＂と", "ああああ｜＂好き＂｜と")]
        [TestCase(4, "あ＇好き＇と", "あ＇好き＇｜と")]
        [TestCase(3, "あVR\"好き\"", "あVR｜\"好き\"")]
        [TestCase(4, "ああああ\"don't\"と", "ああああ｜\"don't\"｜と")]
        [TestCase(4, "あああ5\"と\"好き\"", "あああ5\"｜と\"好き\"")]
        [TestCase(4, "あ\"\nああああ\"い", "あ\"｜ああああ｜\"い")]
        // What forbids a break, and words of other scripts.
        [TestCase(4, "ああああ\u2060いう", "ああああ\u2060い｜う")]
        [TestCase(4, "ああああ\uFEFFいう", "ああああ\uFEFFい｜う")]
        [TestCase(4, "ああああ\u00A0いう", "ああああ\u00A0い｜う")]
        [TestCase(4, "ああああVR\u2060いう", "ああああ｜VR\u2060いう")]
        [TestCase(3, "ああABC™と", "ああ｜ABC™｜と")]
        [TestCase(4, "ああああ©2026", "ああああ｜©2026")]
        [TestCase(4, "ああああ¿Qué", "ああああ｜¿Qué")]
        [TestCase(4, "ああああﬁne", "ああああ｜ﬁne")]
        [TestCase(4, "ああああ━━", "ああああ｜━━")]
        [TestCase(4, "あああああ⸺⸺", "ああああ｜あ⸺⸺")]
        [TestCase(4, "ああああשלום", "ああああ｜שלום")]
        [TestCase(4, "ああああسلام", "ああああ｜سلام")]
        [TestCase(4, "ああああբարև", "ああああ｜բարև")]
        [TestCase(4, "ああああგამა", "ああああ｜გამა")]
        [TestCase(4, "ああああनमस्ते", "ああああ｜नमस्ते")]
        [TestCase(4, "ああああˈtʰə", "ああああ｜ˈtʰə")]
        [TestCase(3, "あああสวัสดี", "あああ｜สวัส｜ดี")]            // no blanks between words: a dictionary would be needed
        [TestCase(3, "あああ안녕", "あああ｜안녕")]
        public void Lines_break_as_stated_whatever_the_chunking(int cells, string text, string expected)
        {
            for (int size = 1; size <= text.Length; size++)
                Assert.That(LayOut(Chunks(text, size), cells), Is.EqualTo(expected), $"in pieces of {size}");
        }

        [TestCase("❞❜’”）〕］｝〉》」』】｠⦆〙〗»›〞〟")]
        [TestCase("‐〜～゠–")]
        [TestCase("！？‼⁇⁈⁉")]
        [TestCase("・：；")]
        [TestCase("。．、，")]
        [TestCase("゛゜™℠®")]
        [TestCase("ヽヾゝゞ々〻ー")]
        [TestCase("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ")]
        [TestCase("｡､｣･ｰｧｨｩｪｫｯｬｭｮ!?,.:;)]}")]
        public void None_of_these_starts_a_line(string characters)
        {
            foreach (char c in characters)
                Assert.That(LayOut($"ああ{c}い", 2), Is.EqualTo($"ああ{c}｜い"));
        }

        [TestCase("„‚‟‛❝❛¿¡©‘“（〔［｛〈《「『【｟⦅〘〖«‹〝｢({")]
        public void None_of_these_ends_a_line(string characters)
        {
            foreach (char c in characters)
                Assert.That(LayOut($"あ{c}い", 2), Is.EqualTo($"あ｜{c}い"));
        }

        [Test]
        public void A_long_line_fills_pages_of_three_rows()
        {
            const string text = "ごきげんよう。わたくし、今日はお庭で紅茶をいただいておりましたの。薔薇がとても綺麗に咲いていて、" +
                "あなたにもお見せしたかったですわ。……べ、別に待っていたわけではありませんのよ？";
            Assert.That(LayOut(text, 25, 3), Is.EqualTo(
                "ごきげんよう。わたくし、今日はお庭で紅茶をいただい｜" +
                "ておりましたの。薔薇がとても綺麗に咲いていて、あな｜" +
                "たにもお見せしたかったですわ。……べ、別に待ってい‖" +
                "たわけではありませんのよ？"));
        }

        [TestCase("か\u3099き", "か\u3099|き")]
        [TestCase("👩\u200D🎓さん", "👩\u200D🎓|さ|ん")]
        [TestCase("葛\U000E0100城", "葛\U000E0100|城")]
        [TestCase("🇯🇵🇫🇷", "🇯🇵|🇫🇷")]
        [TestCase("👍🏽1️⃣", "👍🏽|1️⃣")]
        [TestCase("𠮷野家", "𠮷|野|家")]
        public void Graphemes_stay_whole_whatever_the_chunking(string text, string expected)
        {
            for (int size = 1; size <= text.Length; size++)
            {
                var window = new MessageWindow();
                window.Pacing.Instant = true;
                window.Begin();
                foreach (string piece in Chunks(text, size))
                {
                    window.Append(piece);
                    Assert.That("|" + expected + "|", Does.StartWith("|" + Glyphs(window)), "half a grapheme is shown");
                }

                window.Complete();
                Assert.That(Glyphs(window), Is.EqualTo(expected + "|"));
            }

            static string Glyphs(MessageWindow window)
            {
                string glyphs = "";
                for (int i = 0; i < window.Lines.Count; i++)
                {
                    for (int j = 0; j < window.Lines[i].VisibleCount; j++)
                        glyphs += window.Lines[i].Glyphs[j].Text + "|";
                }

                return glyphs;
            }
        }

        [Test]
        public void A_surrogate_without_its_partner_is_dropped() =>
            Assert.That(LayOut("あ\uD83Dい\uDE00う\uD83D", 9), Is.EqualTo("あいう"));

        [Test]
        public void Glyphs_stand_at_the_sum_of_the_widths_before_them()
        {
            var window = new MessageWindow();
            window.Replace("あaｱい");
            var glyphs = window.Lines[0].Glyphs;
            Assert.That(new[] { glyphs[0].Column, glyphs[1].Column, glyphs[2].Column, glyphs[3].Column }, Is.EqualTo(new[] { 0, 1, 1.5f, 2 }));
            Assert.That(window.Lines[0].Width, Is.EqualTo(3));
        }

        [Test]
        public void A_proportional_font_brings_its_own_widths()
        {
            var window = new MessageWindow(3, 3, new Thirds());
            window.Replace("あああああああああああああああああああ"); // 19 × ⅓: 9 fill a line, however thirds round
            Assert.That(window.Lines[0].Glyphs.Count, Is.EqualTo(9));
            Assert.That(window.Lines[2].Glyphs.Count, Is.EqualTo(1));
        }

        sealed class Thirds : ICellMeasure
        {
            public float Width(string cluster) => 1 / 3f;
        }
    }
}
