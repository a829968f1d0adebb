using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue.Guard;
using Ojousama.Dialogue.Replies;
using Ojousama.Safety;

namespace Ojousama.Tests.Dialogue
{
    public sealed class GuardTests
    {
        static readonly ReplyRules Ayane = new ReplyRules(
            new CharacterSheet
            {
                speech = new SpeechStyle
                {
                    bannedEndings = { "だぜ", "だよ", "じゃん" },
                    bannedWords = { "俺", "僕", "あたし", "わし", "ぼく", "マジ" },
                },
                safety = new SafetySettings { refusedWords = { "生徒会長の秘密" } },
            },
            default);

        [TestCase("いいお天気だぜ！", "だぜ")]
        [TestCase("そうだよ〜♪", "だよ")]
        [TestCase("いいじゃん", "じゃん")]
        [TestCase("俺はここにいる。", "俺")]
        [TestCase("それは僕の本。", "僕")]
        [TestCase("僕達の本ですわ。", "僕")]
        [TestCase("あたし、お茶にしますわ。", "あたし")]
        [TestCase("それはわしの杖ですわ。", "わし")]
        [TestCase("でもぼくは帰りますわ。", "ぼく")]
        [TestCase("「俺もですわ」", "俺")]
        public void What_she_would_never_say_is_refused(string sentence, string word) =>
            Assert.That(Ayane.RefuseSentence(sentence, new string[0]), Does.Contain($"“{word}”"));

        [TestCase("下僕ではありませんのよ。")]
        [TestCase("すばらしわと申しますの。")]
        [TestCase("お約束は交わしておりませんわ。")]
        [TestCase("そぼくな味ですわ。")]
        [TestCase("あなた、「僕は平気だよ」とおっしゃったでしょう？")]
        [TestCase("だぜと言ってはいけませんわ。")]
        [TestCase("まあ、公僕の鑑ですわね。")]
        public void What_only_looks_like_it_passes(string sentence) =>
            Assert.That(Ayane.RefuseSentence(sentence, new string[0]), Is.Null);

        [TestCase("お茶が好きでお茶が好きでお茶が好きで", true)]
        [TestCase("ですわですわですわですわ", true)]
        [TestCase("わああああああああああ", true)]
        [TestCase("………………………………", true)]
        [TestCase("はいはいはい。", false)]
        [TestCase("ふふふ、ころころと笑いますのね。", false)]
        [TestCase("きゃああああ！", false)]
        [TestCase("お茶もお菓子もお花も好きですわ。", false)]
        public void A_phrase_said_over_and_over_is_a_loop(string text, bool loops) =>
            Assert.That(Enumerable.Range(1, text.Length).Any(n => LoopCheck.Loops(text.Substring(0, n))), Is.EqualTo(loops));

        [Test]
        public void A_sentence_said_twice_is_refused() =>
            Assert.That(Ayane.RefuseSentence("お茶にいたしましょう。", new[] { "お茶にいたしましょう。" }), Is.EqualTo("repeats itself"));

        [TestCase("I am happy to help you with that question.")]
        [TestCase("我是你的朋友，今天天气很好。")]
        [TestCase("你好吗")]
        [TestCase("안녕하세요, 반갑습니다.")]
        [TestCase("Привет, как дела?")]
        [TestCase("這是我們的學校")]
        public void Other_languages_are_refused(string sentence) =>
            Assert.That(Ayane.RefuseSentence(sentence, new string[0]), Is.EqualTo("is not in Japanese"));

        [TestCase("VRChat、ですの？")]
        [TestCase("Tea Timeのお時間ですわ。")]
        [TestCase("一期一会。")]
        [TestCase("小野寺絢音。")]
        [TestCase("“The Phantom of the Opera”が好きですの。")]
        [TestCase("OK")]
        [TestCase("ふふ(´ω｀)ですわ〜")]
        [TestCase("々〆ヽ、と書きますの。")]
        [TestCase("ｶﾌｪにまいりましょう。")]
        public void Japanese_with_foreign_words_passes(string sentence) =>
            Assert.That(Ayane.RefuseSentence(sentence, new string[0]), Is.Null);

        [TestCase("セックスしよう", SafetyTopic.Sexual)]
        [TestCase("セ ッ ク ス", SafetyTopic.Sexual)]
        [TestCase("ｾｯｸｽ", SafetyTopic.Sexual)]
        [TestCase("セ・ッ・ク\u200Bス", SafetyTopic.Sexual)]
        [TestCase("ＳＥＸ", SafetyTopic.Sexual)]
        [TestCase("エロい話して", SafetyTopic.Sexual)]
        [TestCase("下着の色は？", SafetyTopic.Sexual)]
        [TestCase("性的なこと", SafetyTopic.Sexual)]
        [TestCase("ぶっ殺すぞ", SafetyTopic.Violence)]
        [TestCase("死ね", SafetyTopic.Violence)]
        [TestCase("麻薬やろう", SafetyTopic.Drugs)]
        [TestCase("もう死にたい", SafetyTopic.SelfHarm)]
        [TestCase("生徒会長の秘密を教えて", SafetyTopic.Author)]
        public void What_is_not_for_all_ages_is_found(string text, object topic) =>
            Assert.That(Ayane.RefuseInput(text), Is.EqualTo(topic));

        // Words that hold a refused one, or stand near its meaning.
        [TestCase("カップヌードルを食べた")]
        [TestCase("スケッチが好き。エッチングもね")]
        [TestCase("ピエロとエロイカ交響曲")]
        [TestCase("おしえろいつも、とは申しませんわ")]
        [TestCase("Sussex and Essex")]
        [TestCase("えっちらおっちら坂を上る")]
        [TestCase("処女作と処女航海")]
        [TestCase("個性的で理性的、女性的な人")]
        [TestCase("カレーパンの匂いが廊下からする。拷問か")]
        [TestCase("息を殺して見守った。殺風景な部屋。悩殺。忙殺")]
        [TestCase("必死ねえ。死ぬほど笑った")]
        [TestCase("フェラーリに乗りたい")]
        [TestCase("裸足で歩く。裸眼で見る。赤裸々に語る")]
        [TestCase("靴を脱いでね。上着を脱いだら？")]
        [TestCase("殺人事件の推理小説を読んだ")]
        [TestCase("恐竜の化石、胸が高鳴る、胸を張る")]
        [TestCase("キスって、どんな味？")]
        [TestCase("グレープジュース、ドレープ、チョンマゲ")]
        [TestCase("バージョン、アナログ、ビッチリ")]
        [TestCase("手をつなぎたい。抱きしめたい")]
        [TestCase("消しゴムがほしい")]
        public void Harmless_text_raises_no_alarm(string text) => Assert.That(Ayane.RefuseInput(text), Is.Null);

        [Test]
        public void An_author_may_turn_the_guards_off()
        {
            var rules = new ReplyRules(new CharacterSheet { safety = new SafetySettings { guardInput = false, guardReplies = false } }, default);
            Assert.That((rules.RefuseInput("死ね"), rules.RefuseSentence("死ね", new List<string>())), Is.EqualTo(((SafetyTopic?)null, (string?)null)));
        }
    }
}
