using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Recall.Memory;

namespace Ojousama.Tests.Recall
{
    public sealed class SlotReaderTests
    {
        static readonly MemorySlot s_name = new MemorySlot
        {
            name = "nickname",
            patterns = { "名前は{value}", "{value}って呼んで", "{value}と呼んで", "{value}って言います", "{value}っていうんだ", "{value}と申します" },
        };

        static readonly MemorySlot s_listened = new MemorySlot { name = "nickname", cues = { "名前", "呼" } };

        static readonly MemorySlot s_birthday = new MemorySlot
        {
            name = "birthday", kind = SlotKind.Date, patterns = { "誕生日は{value}", "{value}が誕生日", "{value}生まれ" },
        };

        static readonly MemorySlot s_likes = new MemorySlot { name = "likes", patterns = { "俺は{value}が好き", "僕は{value}が好き", "好きなものは{value}" } };

        static readonly MemorySlot s_age = new MemorySlot { name = "age", kind = SlotKind.Number, patterns = { "年齢は{value}", "俺は{value}歳" } };

        [TestCase("俺の名前はタカシ。よろしくね", "タカシ")]
        [TestCase("名前は佐藤健だよ", "佐藤健")]
        [TestCase("僕の名前は「ケン」です。", "ケン")]
        [TestCase("俺のことはタカって呼んで", "タカ")]
        [TestCase("ユウと呼んでほしいな", "ユウ")]
        [TestCase("はじめまして、ソウタって言います", "ソウタ")]
        [TestCase("私、高橋と申します。", "高橋")]
        [TestCase("やっぱり俺のことはケンって呼んで", "ケン")]
        [TestCase("おはよう！名前はリクなんだ。", "リク")]
        public void A_name_is_read(string line, string value) => Assert.That(SlotReader.Read(s_name, line), Is.EqualTo(value));

        [TestCase("名前は？")]
        [TestCase("君の名前は何？")]
        [TestCase("俺の名前は何だっけ")]
        [TestCase("妹の名前はミカだよ")]
        [TestCase("君の名前は絢音だよね")]
        [TestCase("名前は秘密だよ")]
        [TestCase("名前はまだない。")]
        [TestCase("俺の名前はタカシじゃないよ")]
        [TestCase("猫をタマって呼んでる")]
        [TestCase("主人公の名前はアレックスっていうんだ")]
        [TestCase("タカって呼んでもいいか")]
        [TestCase("今日はいい天気だね")]
        [TestCase("")]
        public void What_names_no_player_is_passed_over(string line) => Assert.That(SlotReader.Read(s_name, line), Is.Null);

        [TestCase("みんなからはヒロって呼ばれてる", true)]
        [TestCase("名前？大輔だよ", true)]
        [TestCase("なんて呼べばいい？", false)]
        [TestCase("店の名前はサクラ亭", false)]
        [TestCase("君って絢音って名前だよね", false)]
        [TestCase("今日はいい天気だね", false)]
        public void Only_a_line_with_a_cue_and_about_the_player_may_tell_more(string line, bool may) =>
            Assert.That(SlotReader.MayTell(s_listened, line), Is.EqualTo(may));

        [TestCase("呼び方はリョウでお願い", "リョウ", "リョウ")]
        [TestCase("呼び方はリョウでお願い", "タカシ", null)]
        [TestCase("呼び方はリョウじゃないよ", "リョウ", null)]
        [TestCase("呼び方はリョウでいいか", "リョウ", null)]
        [TestCase("俺の名前を呼んで", "俺", null)]
        [TestCase("呼び名を決めて", "呼び名", null)]
        [TestCase("呼ぶなら俺、リョウだから", "俺、リョウ", "リョウ")]
        [TestCase("呼び方はあいうえおかきくけこさしすせそたちつてとなで", "あいうえおかきくけこさしすせそたちつてとな", null)]
        public void A_piece_counts_only_if_the_line_tells_it(string line, string piece, string? value) =>
            Assert.That(SlotReader.Value(s_listened, line, piece), Is.EqualTo(value));

        [TestCase("俺の誕生日は6月12日だよ", "6月12日")]
        [TestCase("誕生日は１２／２５です", "12月25日")]
        [TestCase("十月三十一日生まれなんだ", "10月31日")]
        [TestCase("実は二月二十九日が誕生日", "2月29日")]
        [TestCase("誕生日は2月30日", null)]
        [TestCase("妹の誕生日は3月3日", null)]
        [TestCase("誕生日は来月だよ", null)]
        public void A_date_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_birthday, line), Is.EqualTo(value));

        [TestCase("俺は海が好きなんだ", "海")]
        [TestCase("好きなものは辛いラーメンだよ", "辛いラーメン")]
        [TestCase("俺は海が好きじゃない", null)]
        [TestCase("俺は海が好きかな？", null)]
        public void A_liking_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_likes, line), Is.EqualTo(value));

        [TestCase("俺は１７歳だよ", "17")]
        [TestCase("年齢は十八です", "18")]
        [TestCase("俺は何歳に見える？", null)]
        public void A_number_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_age, line), Is.EqualTo(value));
    }
}
