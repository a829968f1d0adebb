using NUnit.Framework;
using Ojousama.Recall;

namespace Ojousama.Tests.Recall
{
    public sealed class KanaSpellingTests
    {
        [TestCase("たんじょうびおしえて", "誕生日教えて")]
        [TestCase("ナマエは？", "名前は？")]
        [TestCase("すきなはなは？", "好きな花は？")]
        [TestCase("しょうらいのゆめは？", "将来の夢は？")]
        [TestCase("苗字はなに？", "苗字は何？")]
        [TestCase("りょうしんはなにしてるの", "両親は何してるの")]
        [TestCase("うちのいぬとねこ", "うちの犬と猫")]
        [TestCase("じーちゃんちどこ？", "おじいちゃんちどこ？")]
        [TestCase("おじいちゃんは元気？", "おじいちゃんは元気？")]
        [TestCase("オカンとオトンは何してる人？", "お母さんとお父さんは何してる人？")]
        [TestCase("にーちゃんいる？", "お兄ちゃんいる？")]
        public void A_word_that_stands_alone_is_respelled(string line, string spelled) => Assert.That(KanaSpelling.Respell(line), Is.EqualTo(spelled));

        [TestCase("はなしをしよう", "話をしよう")]
        [TestCase("いろいろあった")]
        [TestCase("ははは、ウケる")]
        [TestCase("ほんとに？")]
        [TestCase("いえ、違います")]
        [TestCase("おかしいね")]
        [TestCase("近くに住んでる")]
        [TestCase("")]
        public void A_part_of_another_word_is_left_alone(string line, string? spelled = null) =>
            Assert.That(KanaSpelling.Respell(line), Is.EqualTo(spelled ?? line));
    }
}
