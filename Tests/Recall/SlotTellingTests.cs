using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Recall.Memory;

namespace Ojousama.Tests.Recall
{
    /// <summary>What may stand around a value, by the kinds of <see cref="SlotEnds"/>, <see cref="SlotTopic"/> and <see cref="SlotName"/>.</summary>
    public sealed class SlotTellingTests
    {
        static readonly MemorySlot s_name = new MemorySlot
        {
            name = "nickname", patterns = { "名前は{value}", "{value}って呼んで", "{value}と申します", "{value}って言います", "{value}っていうんだ" },
        };

        static readonly MemorySlot s_birthday = new MemorySlot
        {
            name = "birthday", kind = SlotKind.Date, patterns = { "誕生日は{value}", "誕生日が{value}", "{value}が誕生日", "{value}生まれ", "{value}に生まれ" },
        };

        static readonly MemorySlot s_likes = new MemorySlot { name = "likes", patterns = { "俺は{value}が好き", "好きなものは{value}" } };

        static readonly MemorySlot s_promise = new MemorySlot { name = "promise", patterns = { "{value}って約束", "約束だよ、{value}" } };

        [TestCase("名前は大輝だよー", "大輝")]
        [TestCase("名前は大輝でございます", "大輝")]
        [TestCase("名前は大輝なんですよね", "大輝")]
        [TestCase("名前は大輝ww", "大輝")]
        [TestCase("名前は【大輝】です", "大輝")]
        [TestCase("名前は大輝⭐", "大輝")]
        [TestCase("名前は大輝‼️", "大輝")]
        [TestCase("名前は大輝1️⃣", "大輝")]
        [TestCase("🏴󠁧󠁢󠁥󠁮󠁧󠁿大輝って呼んで", "大輝")]
        [TestCase("名前は中村たけるだよ", "中村たける")]
        [TestCase("名前は佐藤かおりです", "佐藤かおり")]
        [TestCase("名前は森とも子です", "森とも子")]
        [TestCase("名前はMary Jane", "Mary Jane")]
        [TestCase("Mary Janeって呼んで", "Mary Jane")]
        [TestCase("山田 太郎と申します", "山田 太郎")]
        [TestCase("大輝（ダイキ）と申します", "大輝")]
        [TestCase("名前はですねえ、大輝です", "大輝")]
        [TestCase("気軽にダイって呼んで", "ダイ")]
        [TestCase("これからはダイって呼んでほしいな", "ダイ")]
        [TestCase("ダイって呼んでくれると嬉しい", "ダイ")]
        [TestCase("絢音さん、ダイって呼んでください", "ダイ")]
        [TestCase("太郎って呼んで、いややっぱり次郎って呼んで", "次郎")]
        public void A_plain_telling_is_kept(string line, string value) => Assert.That(SlotReader.Read(s_name, line), Is.EqualTo(value));

        [TestCase("太郎って呼んでくれてありがとう")]
        [TestCase("太郎って呼んで怒られた")]
        [TestCase("太郎って呼んでも返事がない")]
        [TestCase("太郎って呼んで。やっぱりやめて")]
        [TestCase("「太郎って呼んで」と彼は言った")]
        [TestCase("この子はタマって呼んで")]
        [TestCase("うちの猫、タマって呼んで")]
        [TestCase("妹のミカと申します")]
        [TestCase("これ、桜っていうんだ")]
        [TestCase("だめだっていうんだ")]
        [TestCase("もう遅いっていうんだ")]
        [TestCase("お名前は絢音さんですね")]
        [TestCase("名前はひみつ")]
        [TestCase("名前はありません")]
        [TestCase("名前はまだだよ")]
        [TestCase("名前は本名です")]
        [TestCase("名前は読みにくい")]
        [TestCase("名前は父がくれた")]
        [TestCase("名前は海に由来する")]
        [TestCase("名前は〇〇です")]
        [TestCase("名前は太郎かなあ")]
        [TestCase("名前は太郎のはず")]
        [TestCase("名前は太郎がいい")]
        [TestCase("名前は太郎以外")]
        [TestCase("名前は太郎、じゃない")]
        [TestCase("名前は太郎/次郎")]
        [TestCase("名前は大輝で誕生日は3月4日です")]
        [TestCase("カフェを見つけたんだ、名前はサクラ亭")]
        public void What_is_turned_around_or_is_no_name_is_not(string line) => Assert.That(SlotReader.Read(s_name, line), Is.Null);

        [TestCase("甥がいるんだ")]
        [TestCase("新しい店ができた")]
        [TestCase("カメを飼い始めた")]
        public void What_the_line_before_brought_up_may_be_meant(string before) => Assert.That(SlotReader.Read(s_name, "名前はミカ", before), Is.Null);

        [TestCase("誕生日は3月4日の水曜日", "3月4日")]
        [TestCase("誕生日は実は3月4日なんだよね", "3月4日")]
        [TestCase("誕生日は友達と同じ3月4日", "3月4日")]
        [TestCase("誕生日が3月4日だからさ", "3月4日")]
        [TestCase("僕、3月4日に生まれたんだよね", "3月4日")]
        [TestCase("3月4日生まれの魚座だよ", "3月4日")]
        [TestCase("誕生日は3月4日🎂", "3月4日")]
        [TestCase("誕生日は3月4日でない", null)]
        [TestCase("誕生日は3月4日だった", null)]
        [TestCase("誕生日は3月4日がいいな", null)]
        [TestCase("誕生日は3月4日ですよね", null)]
        [TestCase("誕生日は3月4日の3日後", null)]
        [TestCase("誕生日は3月4日もしくは5日", null)]
        [TestCase("誕生日は3月4-5日", null)]
        [TestCase("誕生日は旧暦の3月4日", null)]
        [TestCase("誕生日はケーキを3/4食べた", null)]
        [TestCase("誕生日は1.5倍楽しい", null)]
        [TestCase("誕生日は3-4人で祝った", null)]
        [TestCase("誕生日は3月4番目の日曜", null)]
        [TestCase("誕生日は来月、3月4日はテスト", null)]
        [TestCase("誕生日は妹が3月4日", null)]
        [TestCase("もし誕生日が3月4日なら", null)]
        [TestCase("美咲、誕生日は3月4日", null)]
        [TestCase("天皇誕生日は2月23日", null)]
        [TestCase("美咲って3月4日生まれ", null)]
        [TestCase("3月4日生まれの人は優しい", null)]
        [TestCase("3月4日に生まれ変わる", null)]
        [TestCase("3月4日が誕生日会", null)]
        [TestCase("「誕生日は3月4日」って書いてあった", null)]
        public void A_date_is_whole_and_what_the_sentence_tells(string line, string? value) => Assert.That(SlotReader.Read(s_birthday, line), Is.EqualTo(value));

        [TestCase("俺は海が好きで、よく泳ぐ", "海")]
        [TestCase("俺はやっぱり海が好きだな", "海")]
        [TestCase("好きなものは銀河鉄道の夜", "銀河鉄道の夜")]
        [TestCase("好きなものは寿司🍜", "寿司")]
        [TestCase("好きなものは寿司🍣とラーメン🍜", null)]
        [TestCase("俺は絵を描くのが好き", "絵を描くの")]
        [TestCase("俺は海が好きでもない", null)]
        [TestCase("俺は海が好きでした", null)]
        [TestCase("俺は海が好きそうに見える", null)]
        [TestCase("俺は海が好き、なわけない", null)]
        [TestCase("俺は妹が海が好きだと知った", null)]
        [TestCase("俺は山より海が好き", null)]
        [TestCase("俺は君のことが好き", null)]
        [TestCase("好きなものは🍣とラーメン", null)]
        [TestCase("好きなものは最後に食べる", null)]
        [TestCase("好きなものは人それぞれ", null)]
        [TestCase("君が好きなものは花", null)]
        [TestCase("歌詞に「俺は海が好き」ってある", null)]
        public void A_liking_is_of_a_thing(string line, string? value) => Assert.That(SlotReader.Read(s_likes, line), Is.EqualTo(value));

        [TestCase("花火を見に行くって約束しよう", "花火を見に行く")]
        [TestCase("忘れないって約束する", "忘れない")]
        [TestCase("明日会うって約束だからね", "明日会う")]
        [TestCase("約束だよ、土曜の三時に駅前で", "土曜の三時に駅前で")]
        [TestCase("明日会うって約束してない", null)]
        [TestCase("明日会うって約束はなし", null)]
        [TestCase("明日会うって約束すればよかった", null)]
        [TestCase("明日会うって約束、守れない", null)]
        [TestCase("田中さんと映画に行くって約束した", null)]
        [TestCase("約束だよ、ありがとう", null)]
        [TestCase("約束だよ、破ったら針千本", null)]
        [TestCase("約束だよ、二人だけの", null)]
        public void A_promise_is_of_a_deed(string line, string? value) => Assert.That(SlotReader.Read(s_promise, line), Is.EqualTo(value));
    }
}
