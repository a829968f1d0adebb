using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Stock;

namespace Ojousama.Tests.Dialogue
{
    public sealed class AnswerTests
    {
        static readonly RememberedLine s_rain = new RememberedLine("雨だね", "傘に入れてくださる？", 0.5f);

        [Test]
        public void A_fitting_line_is_said_and_a_fact_that_fits_better_is_not_passed_over()
        {
            Answer remark = Decide("雨が降ってきた", null, s_rain);
            Answer asked = Decide("お兄さんは？", new RecalledFact("兄はアメリカに留学している。", 0.6f, 0.3f, null), new RememberedLine("兄弟喧嘩した", "まあ", 0.3f));

            Assert.That((remark.Kind, remark.Text), Is.EqualTo((AnswerKind.Line, s_rain.Reply)));
            Assert.That((asked.Kind, asked.Text), Is.EqualTo((AnswerKind.Fact, (string?)null)));
        }

        [Test]
        public void What_nothing_answers_is_turned_aside_with_the_authors_line()
        {
            Answer answer = Decide("株価はいくら？", null, new RememberedLine("雨だね", "まあ", 0.1f));

            Assert.That((answer.Kind, answer.Text), Is.EqualTo((AnswerKind.Unknown, "存じませんわ")));
        }

        [TestCase("雨が降ってきた", 0.7f, AnswerKind.Line)]
        [TestCase("雨が降ってきた", 0.5f, AnswerKind.Stock)]
        [TestCase("傘、どうしたらいい？", 0.5f, AnswerKind.Stock)]
        public void Only_a_line_that_is_near_goes_before_a_stock_reply(string line, float likeness, AnswerKind kind)
        {
            var stock = new StockReply("まあ、本当に", "observation", 0.5f, 0f);

            Answer answer = Answer.Decide(
                line, Recollection.Of(line, null), Array.Empty<RecalledFact>(), new[] { new RememberedLine("雨だね", "傘に入れてくださる？", likeness) }, stock, Array.Empty<Turn>(), "存じませんわ", AnswerDecision.Usual);

            Assert.That(answer.Kind, Is.EqualTo(kind));
        }

        [TestCase("もう一回言って", true)]
        [TestCase("ごめん、聞こえなかった", true)]
        [TestCase("ごめん、さっきの国、もう一回言って", false)]
        public void Only_a_line_that_wants_nothing_else_repeats_the_last_reply(string line, bool repeats) =>
            Assert.That(LineCues.WantsRepetition(line), Is.EqualTo(repeats));

        [TestCase("年齢は十七歳。", "何歳？", "１７歳ですの", true)]
        [TestCase("年齢は17歳。", "何歳？", "秘密ですわ", false)]
        [TestCase("バイオリンを子供の頃から習っていた。", "子供んときから弦楽器習ってたらしいけど、なんて楽器？", "子供の頃から弦楽器習っておりますのよ", false)]
        [TestCase("兄はアメリカに留学している。", "お兄さんは？", "アメリカにおりますの", true)]
        public void A_reply_is_held_against_what_the_line_does_not_name(string fact, string line, string reply, bool isStated)
        {
            float stated = FactKeys.Stated(FactKeys.Asked(fact, line), reply);

            Assert.That(stated > 0, Is.EqualTo(isStated));
        }

        [TestCase("絢音さんは朝強いほう？", "君は朝強いほう？")]
        [TestCase("ねえ絢音、昨日のドラマ見た？", "ねえ君、昨日のドラマ見た？")]
        [TestCase("絢音さん！", "絢音さん！")]
        [TestCase("昨日のドラマ見た？", "昨日のドラマ見た？")]
        [TestCase("小野寺さんは夜型？朝型？", "君は夜型？朝型？")]
        [TestCase("小野寺絢音さんは猫派、それとも犬派？", "君は猫派、それとも犬派？")]
        [TestCase("あやねちゃんは犬が好き？", "君は犬が好き？")]
        public void Her_name_is_taken_out_where_the_line_means_something_else(string line, string meant) =>
            Assert.That(new Address(new CharacterSheet { name = "小野寺絢音", namePlate = "絢音", reading = "おのでらあやね" }).Without(line), Is.EqualTo(meant));

        [TestCase("林さんは散歩が好き？", "君は散歩が好き？")]
        [TestCase("林檎と蜜柑ならどっち？", "林檎と蜜柑ならどっち？")]
        public void A_name_of_one_character_needs_a_title(string line, string meant) =>
            Assert.That(new Address(new CharacterSheet { name = "林凛", namePlate = "凛" }).Without(line), Is.EqualTo(meant));

        [TestCase("案の定、宿題のノート家に忘れたし", false)]
        [TestCase("さっきから手がかじかんで字が書けないんだけど", false)]
        [TestCase("美容師さんに「お任せで」って言ったらこうなった", false)]
        [TestCase("ベーキングパウダー入れ忘れたみたい…班のみんなに申し訳なくて", false)]
        [TestCase("私が約束忘れて、30分も待たせちゃったの。完全に私が悪いんだけど", false)]
        [TestCase("君の好きな花忘れちゃった、ごめん", true)]
        [TestCase("ごめん、君の好きな花忘れちゃった", true)]
        [TestCase("さっき何て言ってた？", true)]
        [TestCase("俺が何匹釣ったか覚えてる？", true)]
        public void Only_what_asks_for_it_wants_to_hear_it_again(string line, bool wants) => Assert.That(LineCues.AsksAgain(line), Is.EqualTo(wants));

        [TestCase("え、どこだっけ？", true)]
        [TestCase("ごめん、どこだった？", true)]
        [TestCase("何歳って言ってた？", true)]
        [TestCase("あー、忘れちゃった。もう一回教えて", true)]
        [TestCase("お兄さんどこだっけ？", false)]
        [TestCase("一限なんだっけ", false)]
        [TestCase("何の楽器だったっけ？", false)]
        [TestCase("駅ってどっちだっけ", false)]
        public void What_names_nothing_can_only_mean_what_was_told_last(string line, bool isNothing) => Assert.That(LineCues.NamesNothing(line), Is.EqualTo(isNothing));

        [TestCase("その人に会うには何県に行けばいいの？", "祖父は長野に住んでいる。", "祖父に会うには何県に行けばいいの？")]
        [TestCase("彼はそこで働いてるの？", "兄はアメリカに留学している。", "兄はそこで働いてるの？")]
        [TestCase("彼氏いるの？", "兄はアメリカに留学している。", "彼氏いるの？")]
        [TestCase("その人って？", "名前は小野寺絢音。", "その人って？")]
        [TestCase("その人は元気？", "お相手は「弟がいる」と言った。", "その人は元気？")]
        public void A_pronoun_means_whom_the_last_fact_was_about(string line, string fact, string meant) => Assert.That(LineCues.WithSubject(line, fact), Is.EqualTo(meant));

        [TestCase("私はユイ、下の名前で呼んでね", AnswerKind.Line)]
        [TestCase("私はユイ、君は？", AnswerKind.Fact)]
        public void News_of_his_is_not_answered_by_what_is_true_of_her(string line, AnswerKind kind) => Assert.That(
            Decide(line, new RecalledFact("名前は小野寺絢音。", 0.6f, 0.3f, null), new RememberedLine("よろしくね", "こちらこそ", 0.4f)).Kind, Is.EqualTo(kind));

        [TestCase("あら、わたくしはミュージカル好きではありませんのよ", false)]
        [TestCase("ミュージカルが好きですわ。オペラではありませんのよ", true)]
        public void A_reply_that_takes_the_fact_back_does_not_pass(string reply, bool passes)
        {
            var check = new ReplyCheck("何か好きなものあるの？", new[] { new RecalledFact("ミュージカルが好き。", 0.6f) }, Array.Empty<Turn>(), "わたくし");

            Assert.That(check.Score(reply) >= ReplyCheck.Pass, Is.EqualTo(passes));
        }

        [TestCase("わたくしは長野に留学しておりますのよ", false)]
        [TestCase("アメリカに留学しておりますの。長野ではございませんのよ", true)]
        [TestCase("アメリカですわ", true)]
        public void Half_of_one_fact_and_half_of_another_is_neither(string reply, bool passes)
        {
            var facts = new[] { new RecalledFact("兄はアメリカに留学している。", 0.9f, 0.3f, null), new RecalledFact("祖父は長野に住んでいる。", 0.4f, 0.3f, null) };

            Assert.That(new ReplyCheck("さっきの国、もう一回言って", facts, Array.Empty<Turn>(), "わたくし").Score(reply) >= ReplyCheck.Pass, Is.EqualTo(passes));
        }

        [TestCase("わたくしは長野に住んでおりますの", false)]
        [TestCase("わたくしの祖父は長野に住んでおりますの", true)]
        [TestCase("長野に住んでおりますの", true)]
        public void What_is_true_of_her_grandfather_she_does_not_say_of_herself(string reply, bool passes) => Assert.That(
            new ReplyCheck("おじいさんってどこ？", new[] { new RecalledFact("祖父は長野に住んでいる。", 0.9f, 0.3f, null) }, Array.Empty<Turn>(), "わたくし").Score(reply) >= ReplyCheck.Pass, Is.EqualTo(passes));

        [TestCase("お相手の誕生日は3月4日。", "誕生日は3月4日ですわ")]
        [TestCase("お相手は犬が好き。", "あなたは犬が好きですわ")]
        [TestCase("父は医者だ。", "父は医者ですわ")]
        public void To_his_face_she_speaks_of_him_as_you(string fact, string said) =>
            Assert.That(FactSentence.Of(fact, new SpeechStyle { nounEnding = "ですわ", verbEnding = "のですわ" }), Is.EqualTo(said));

        [TestCase("いいえ、長野に住んでおりますの", "長野に住んでおりますの")]
        [TestCase("ええ、長野ですわ。よいところでしてよ", "長野ですわ。")]
        [TestCase("いいえ。", "いいえ。")]
        public void Yes_or_no_before_a_fact_is_left_out(string reply, string said)
        {
            var check = new ReplyCheck("遠くに住んでるの？", new[] { new RecalledFact("祖父は長野に住んでいる。", 0.6f, 0.3f, null) }, Array.Empty<Turn>(), "わたくし");
            var stated = check.Stated(new List<GenerationItem> { GenerationItem.Piece(reply, 1), GenerationItem.Last(new GenerationEnd(StopReason.End, new GenerationTimings())) });

            Assert.That(string.Concat(stated.Select(item => item.Text)), Is.EqualTo(said));
        }

        [Test]
        public void A_reply_that_calls_him_the_other_is_not_said() => Assert.That(
            new ReplyCheck("僕の誕生日は？", new[] { new RecalledFact("お相手の誕生日は3月4日。", 0.6f, 0.3f, null) }, Array.Empty<Turn>(), "わたくし").Score("お相手の誕生日は3月4日ですわ"), Is.Zero);

        static Answer Decide(string line, RecalledFact? fact, RememberedLine remembered) => Answer.Decide(
            line, Recollection.Of(line, null), fact is RecalledFact known ? new[] { known } : Array.Empty<RecalledFact>(), new[] { remembered }, null, Array.Empty<Turn>(), "存じませんわ", AnswerDecision.Usual);
    }
}
