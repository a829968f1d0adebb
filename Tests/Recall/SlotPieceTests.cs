using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Recall.Memory;

namespace Ojousama.Tests.Recall
{
    public sealed class SlotPieceTests
    {
        static readonly MemorySlot s_listened = new MemorySlot { name = "nickname", cues = { "名前", "呼" } };

        static readonly MemorySlot s_named = new MemorySlot { name = "nickname", patterns = { "名前は{value}", "{value}って呼んで" }, cues = { "名前", "呼" } };

        static readonly MemorySlot s_birthday = new MemorySlot { name = "birthday", kind = SlotKind.Date, cues = { "誕生日", "生まれ" } };

        [TestCase("みんなからはヒロって呼ばれてる", true)]
        [TestCase("名前？大輔だよ", true)]
        [TestCase("なんて呼べばいい？", false)]
        [TestCase("店の名前はサクラ亭", false)]
        [TestCase("君って絢音って名前だよね", false)]
        [TestCase("今日はいい天気だね", false)]
        public void Only_a_line_with_a_cue_and_about_the_player_may_tell_more(string line, bool may) =>
            Assert.That(SlotPiece.MayTell(s_listened, line), Is.EqualTo(may));

        [TestCase("呼び方はリョウでお願い", "リョウ", "リョウ")]
        [TestCase("呼び方はリョウでお願い", "タカシ", null)]
        [TestCase("よろしくね", "し", null)]
        [TestCase("呼び方はリョウじゃないよ", "リョウ", null)]
        [TestCase("呼び方はリョウでいいか", "リョウ", null)]
        [TestCase("俺の名前を呼んで", "俺", null)]
        [TestCase("呼び名を決めて", "呼び名", null)]
        [TestCase("呼ぶなら俺、リョウだから", "俺、リョウ", "リョウ")]
        [TestCase("呼び方はあいうえおかきくけこさしすせそたちつてとなで", "あいうえおかきくけこさしすせそたちつてとな", null)]
        public void A_piece_counts_only_if_the_line_tells_it(string line, string piece, string? value) =>
            Assert.That(SlotPiece.Value(s_listened, line, piece), Is.EqualTo(value));

        [TestCase("呼び方はリョウらしいよ", "リョウ", null)]
        [TestCase("呼び方はリョウかケンで", "リョウ", null)]
        [TestCase("呼び方はリョウで。嘘だよ", "リョウ", null)]
        [TestCase("呼び方はひみつ", "ひみつ", null)]
        [TestCase("「リョウと呼んで」と彼は言った", "リョウ", null)]
        public void A_piece_is_refused_as_a_pattern_would_refuse_it(string line, string piece, string? value) =>
            Assert.That(SlotPiece.Value(s_named, line, piece), Is.EqualTo(value));

        [TestCase("僕が生まれたのは11月3日だよ", "11月3日")]
        [TestCase("生まれたのは妹が11月3日だよ", null)]
        [TestCase("もし生まれが11月3日なら", null)]
        public void A_date_in_a_piece_is_the_players(string line, string? value) => Assert.That(SlotPiece.Value(s_birthday, line, "11月3日"), Is.EqualTo(value));

        [TestCase("名前は太郎らしい", true)]
        [TestCase("太郎か次郎って呼んで", true)]
        [TestCase("みんなからはヒロって呼ばれてる", false)]
        [TestCase("呼び方はリョウでお願い", false)]
        public void Where_the_words_of_a_pattern_stand_it_has_the_last_word(string line, bool has) =>
            Assert.That(SlotPiece.HasWordsOf(s_named, line), Is.EqualTo(has));
    }
}
