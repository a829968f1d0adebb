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
        [TestCase("名前はあかね", "あかね")]
        [TestCase("名前はねえ、タケルだよ", "タケル")]
        [TestCase("俺の名前は、えっと……シンジ", "シンジ")]
        [TestCase("名前はさな", "さな")]
        [TestCase("名前はみよ", "みよ")]
        [TestCase("名前はひなの", "ひなの")]
        [TestCase("名前はあかねだよ", "あかね")]
        [TestCase("名前はやまだです", "やまだ")]
        [TestCase("名前はタカシよ", "タカシ")]
        [TestCase("名前は茜ね。", "茜")]
        [TestCase("名前は太郎だけど花子って呼んで", "花子")]
        [TestCase("名前は太郎だけど、よろしく", "太郎")]
        [TestCase("名前は太郎じゃなくて次郎だよ", "次郎")]
        [TestCase("太郎じゃなくて次郎って呼んで", "次郎")]
        [TestCase("名前は太郎。いや、名前は次郎。", "次郎")]
        [TestCase("名前は山田 太郎です", "山田 太郎")]
        [TestCase("名前は太郎 よろしくね", "太郎")]
        [TestCase("名前は太郎😄", "太郎")]
        [TestCase("名前は𠮷田です", "𠮷田")]
        [TestCase("名前は太郎、でも次郎って呼んで", "次郎")]
        [TestCase("俺、名前はケンっす", "ケン")]
        [TestCase("名前はケンやで", "ケン")]
        [TestCase("名前はケンだぞ", "ケン")]
        [TestCase("名前は太郎、覚えてね", "太郎")]
        [TestCase("名前は佐藤ひろしです", "佐藤ひろし")]
        [TestCase("名前は山田　太郎と申します", "山田　太郎")]
        [TestCase("名前は山田で、17歳です", "山田")]
        [TestCase("名前はたくま", "たくま")]
        [TestCase("太郎って呼んでください", "太郎")]
        [TestCase("太郎って呼んでな", "太郎")]
        [TestCase("タカって呼んで、みんなそう呼ぶから", "タカ")]
        [TestCase("友達の名前は次郎だけど、俺の名前は太郎", "太郎")]
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
        [TestCase("名前は太郎でしょう")]
        [TestCase("名前はたろうよ")]
        [TestCase("名前は太郎だったらよかったのに")]
        [TestCase("名前は太郎って友達が言ってた")]
        [TestCase("名前は太郎と次郎")]
        [TestCase("太郎と次郎って呼んで")]
        [TestCase("名前は太郎だって聞いた")]
        [TestCase("名前は太郎だそうです")]
        [TestCase("名前は太郎って呼ばないで")]
        [TestCase("名前は太郎って言ってた")]
        [TestCase("名前は👨‍👩‍👧です")]
        [TestCase("名前は太郎とは違う")]
        [TestCase("名前は太郎ちゃう")]
        [TestCase("名前は長いよ")]
        [TestCase("名前は変わってるね")]
        [TestCase("名前は大事だよ")]
        [TestCase("名前は後で教える")]
        [TestCase("弟がいて、名前は健太")]
        [TestCase("小学生のとき、秘密基地を作った友達がいてさ。タケルって呼んでた")]
        [TestCase("昔の友達がいてさ。名前はタケルっていうんだけど")]
        [TestCase("犬を飼ってて、名前はポチ")]
        [TestCase("太郎って呼んでた")]
        [TestCase("太郎って呼んでいる")]
        [TestCase("名前は太郎。なんてね")]
        [TestCase("名前は太郎か次郎")]
        [TestCase("名前は太郎または次郎")]
        [TestCase("タカって呼んで欲しくない")]
        [TestCase("名前は太郎じゃありません")]
        [TestCase("今日はいい天気だね")]
        [TestCase("名前はねえ……")]
        [TestCase("俺の名前は、うーん")]
        [TestCase("")]
        public void What_names_no_player_is_passed_over(string line) => Assert.That(SlotReader.Read(s_name, line), Is.Null);

        [TestCase("俺の誕生日は6月12日だよ", "6月12日")]
        [TestCase("誕生日は１２／２５です", "12月25日")]
        [TestCase("十月三十一日生まれなんだ", "10月31日")]
        [TestCase("実は二月二十九日が誕生日", "2月29日")]
        [TestCase("誕生日は2001/3/4だよ", "3月4日")]
        [TestCase("誕生日は1999/12/31", "12月31日")]
        [TestCase("誕生日は１９９９．１２．３１", "12月31日")]
        [TestCase("誕生日は2001年3月4日", "3月4日")]
        [TestCase("誕生日は平成13年3月4日", "3月4日")]
        [TestCase("誕生日は二〇〇一年三月四日", "3月4日")]
        [TestCase("誕生日は2001-03-04", "3月4日")]
        [TestCase("誕生日は3月4日じゃなくて5月6日", "5月6日")]
        [TestCase("誕生日は3月4日、忘れないでね", "3月4日")]
        [TestCase("誕生日は3月4日、嘘だけど", null)]
        [TestCase("誕生日は3月4日、17歳です", "3月4日")]
        [TestCase("友達の誕生日は3月4日なんだけど、僕の誕生日は5月6日", "5月6日")]
        [TestCase("3月4日に生まれました", "3月4日")]
        [TestCase("誕生日は2000年2月29日", "2月29日")]
        [TestCase("誕生日は2001年2月29日", null)]
        [TestCase("誕生日は4月31日", null)]
        [TestCase("誕生日は3月4日頃", null)]
        [TestCase("誕生日は3月4日の前日", null)]
        [TestCase("誕生日は3月4日か5日", null)]
        [TestCase("3月4日に生まれた弟がいる", null)]
        [TestCase("3月4日が誕生日の友達がいる", null)]
        [TestCase("3月4日生まれの弟がいる", null)]
        [TestCase("誕生日は01/3/4", null)]
        [TestCase("誕生日は3/4/2001", null)]
        [TestCase("誕生日は3月4日か5月6日", null)]
        [TestCase("誕生日は3月4日じゃない", null)]
        [TestCase("誕生日は3月4日。嘘だよ。", null)]
        [TestCase("誕生日は3月4日だったらいいな", null)]
        [TestCase("妹が3月4日生まれ", null)]
        [TestCase("僕は3月4日生まれ", "3月4日")]
        [TestCase("誕生日は13/4", null)]
        [TestCase("誕生日は2月30日", null)]
        [TestCase("妹の誕生日は3月3日", null)]
        [TestCase("誕生日は来月だよ", null)]
        public void A_date_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_birthday, line), Is.EqualTo(value));

        [TestCase("俺は海が好きなんだ", "海")]
        [TestCase("好きなものは辛いラーメンだよ", "辛いラーメン")]
        [TestCase("好きなものはねえ、断然カツ丼！", "カツ丼")]
        [TestCase("俺は海が好きじゃない", null)]
        [TestCase("俺は海が好きかな？", null)]
        [TestCase("友達と違って俺は海が好き", "海")]
        [TestCase("俺は海が好きとは言えない", null)]
        [TestCase("俺は海が好きになれない", null)]
        [TestCase("俺は海が好きな人が苦手", null)]
        [TestCase("俺は海が好きだと思ってた", null)]
        [TestCase("俺は君が好き", null)]
        public void A_liking_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_likes, line), Is.EqualTo(value));

        [TestCase("俺は１７歳だよ", "17")]
        [TestCase("年齢は十八です", "18")]
        [TestCase("俺は何歳に見える？", null)]
        [TestCase("年齢は百二十です", null)]
        [TestCase("年齢は17か18です", null)]
        [TestCase("年齢は17.5です", null)]
        [TestCase("俺は17歳だった", null)]
        [TestCase("俺は17歳じゃないよ", null)]
        public void A_number_is_read(string line, string? value) => Assert.That(SlotReader.Read(s_age, line), Is.EqualTo(value));

        [TestCase("友達と明日会うって約束した", null)]
        [TestCase("明日また来るって約束するよ", "明日また来る")]
        public void A_promise_to_somebody_else_is_none_to_her(string line, string? value) =>
            Assert.That(SlotReader.Read(new MemorySlot { name = "promise", patterns = { "{value}って約束" } }, line), Is.EqualTo(value));

        [TestCase("名前はもなかっていうんだ", "うちのねこがいなくなっちゃって", null)]
        [TestCase("俺の名前はケンって言います", "弟がいるんだ", "ケン")]
        [TestCase("名前はケンって言います", "今日は寒いね", "ケン")]
        public void Whom_the_line_before_spoke_of_this_one_may_name(string line, string before, string? value) =>
            Assert.That(SlotReader.Read(s_name, line, before), Is.EqualTo(value));
    }
}
