using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Recall.Memory;

namespace Ojousama.Tests.Recall
{
    public sealed class SlotDenialTests
    {
        static readonly MemorySlot s_name = new MemorySlot { name = "nickname", patterns = { "名前は{value}", "{value}って呼んで" } };

        static readonly MemorySlot s_birthday = new MemorySlot { name = "birthday", kind = SlotKind.Date, patterns = { "誕生日は{value}" } };

        static readonly MemorySlot s_likes = new MemorySlot { name = "likes", patterns = { "俺は{value}が好き" } };

        static readonly MemorySlot s_promise = new MemorySlot { name = "promise", patterns = { "{value}って約束" } };

        [TestCase("俺の名前は太郎じゃないよ", true)]
        [TestCase("太郎ではないんだ", true)]
        [TestCase("太郎じゃなかった", true)]
        [TestCase("太郎ではありません", true)]
        [TestCase("太郎ちゃうで", true)]
        [TestCase("太郎は嘘だよ", true)]
        [TestCase("実は太郎じゃないんだ", true)]
        [TestCase("太郎って呼ばないで", true)]
        [TestCase("太郎って呼ぶのはやめて", true)]
        [TestCase("名前は嘘だよ", true)]
        [TestCase("太郎じゃないの？", false)]
        [TestCase("次郎じゃないよ", false)]
        [TestCase("浦島太郎じゃないんだから", false)]
        [TestCase("太郎丸じゃないよ", false)]
        [TestCase("太郎は一人じゃない", false)]
        [TestCase("太郎って名前は嫌いじゃないよ", false)]
        [TestCase("俺の弟は太郎じゃないよ", false)]
        public void What_was_told_may_be_taken_back(string line, bool denies) => Assert.That(SlotDenial.Denies(s_name, line, "太郎"), Is.EqualTo(denies));

        [TestCase("誕生日は3月4日じゃないよ", true)]
        [TestCase("三月四日じゃないよ", true)]
        [TestCase("誕生日は嘘", true)]
        [TestCase("誕生日は3月5日じゃないよ", false)]
        [TestCase("3月4日は平日じゃない", false)]
        [TestCase("妹の誕生日は3月4日じゃないよ", false)]
        [TestCase("今日は3月4日じゃないよ", false)]
        public void So_may_a_date(string line, bool denies) => Assert.That(SlotDenial.Denies(s_birthday, line, "3月4日"), Is.EqualTo(denies));

        [TestCase("海は苦手", true)]
        [TestCase("やっぱり海は嫌い", true)]
        [TestCase("海はもう好きじゃない", true)]
        [TestCase("海は嫌いじゃないよ", false)]
        [TestCase("海外は嫌い", false)]
        [TestCase("妹は海が嫌い", false)]
        [TestCase("海が嫌いな人もいる", false)]
        public void So_may_a_liking(string line, bool denies) => Assert.That(SlotDenial.Denies(s_likes, line, "海"), Is.EqualTo(denies));

        [TestCase("明日会うって約束、なしで", true)]
        [TestCase("明日会うって約束はできない", true)]
        [TestCase("明日会うって約束、楽しみだね", false)]
        public void So_may_a_promise(string line, bool denies) => Assert.That(SlotDenial.Denies(s_promise, line, "明日会う"), Is.EqualTo(denies));

        [TestCase("嘘だよ", true)]
        [TestCase("ごめん、間違えた", true)]
        [TestCase("なんてね", true)]
        [TestCase("嘘は嫌いだよ", false)]
        [TestCase("冗談はやめてよ", false)]
        public void All_that_was_just_told_may_be_taken_back(string line, bool denies) => Assert.That(SlotDenial.DeniesAll(line), Is.EqualTo(denies));
    }
}
