using System;
using NUnit.Framework;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Answers;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

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

        [TestCase("もう一回言って", true)]
        [TestCase("ごめん、聞こえなかった", true)]
        [TestCase("ごめん、さっきの国、もう一回言って", false)]
        public void Only_a_line_that_wants_nothing_else_repeats_the_last_reply(string line, bool repeats) =>
            Assert.That(LineCues.WantsRepetition(line), Is.EqualTo(repeats));

        [TestCase("年齢は十七歳。", "何歳？", "１７歳ですの", true)]
        [TestCase("年齢は17歳。", "何歳？", "秘密ですわ", false)]
        [TestCase("兄はアメリカに留学している。", "お兄さんは？", "アメリカにおりますの", true)]
        public void A_reply_is_held_against_what_the_line_does_not_name(string fact, string line, string reply, bool isStated)
        {
            float stated = FactKeys.Stated(FactKeys.Asked(fact, line), reply);

            Assert.That(stated > 0, Is.EqualTo(isStated));
        }

        static Answer Decide(string line, RecalledFact? fact, RememberedLine remembered) => Answer.Decide(
            line, fact is RecalledFact known ? new[] { known } : Array.Empty<RecalledFact>(), new[] { remembered }, Array.Empty<Turn>(), "存じませんわ", AnswerDecision.Usual);
    }
}
