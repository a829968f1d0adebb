using System;
using System.Linq;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Prompting;
using Ojousama.Saving;
using Ojousama.TextBox;

namespace Ojousama.Tests.Saving
{
    public sealed class TranscriptTests
    {
        [Test]
        public void The_state_is_what_the_events_amount_to()
        {
            var transcript = new Transcript();
            foreach (var e in Events.OfEveryKind())
                transcript.Add(e);
            transcript.Add(new ValueAdded("affection", 5));
            transcript.Add(new TextSet("promise", "薔薇園"));
            transcript.Add(new TextSet("promise", ""));
            var state = transcript.State;
            Assert.That((state.ValueOf("affection"), state.ValueOf("chapter"), state.ValueOf("unset")), Is.EqualTo((3.5, 2d, 0d)));
            Assert.That((state.TextOf("nickname"), state.TextOf("promise"), state.TextOf("unset")), Is.EqualTo(("たっくん👍🏽", "", "")));
            Assert.That(state.ConversationWith("絢音").Single().Reply, Is.EqualTo("ピアノですわ。"));
            Assert.That(state.ConversationWith("誰"), Is.Empty);
            Assert.That(state.Step, Is.TypeOf<TurnTaken>());
            Assert.That(Gate.Parse("affection >= 3 and chapter").IsOpen(state), Is.True);
        }

        [Test]
        public void Back_and_forward_gives_the_same_texts_and_affection()
        {
            var transcript = Talk(out string[] seen);
            string there = Events.Json(transcript.Past());
            int back = 0;
            for (; transcript.RollBack(); back++)
                Assert.That(Look(transcript), Is.EqualTo(seen[seen.Length - 2 - back]));
            Assert.That(back, Is.EqualTo(seen.Length - 1));
            for (int i = 1; transcript.Forward(); i++)
                Assert.That(Look(transcript), Is.EqualTo(seen[i]));
            Assert.That(Events.Json(transcript.Past()), Is.EqualTo(there));
        }

        [Test]
        public void A_roll_back_past_a_choice_opens_it_again()
        {
            var transcript = new Transcript();
            transcript.Add(new LineShown("", "どうする？"));
            transcript.Add(new ChoiceMade(0, "帰る"));
            transcript.Add(new ValueSet("left", 1));
            Assert.That(transcript.RollBack(), Is.True, "only the choice is taken back");
            Assert.That((transcript.Position, transcript.State.ValueOf("left")), Is.EqualTo((1, 0d)));
            Assert.That(transcript.RollBack(), Is.False);
            Assert.That(transcript.Forward(), Is.True);
            Assert.That((transcript.Position, transcript.State.ValueOf("left")), Is.EqualTo((3, 1d)));
            Assert.That(transcript.Forward(), Is.False);
        }

        [Test]
        public void Something_new_takes_the_place_of_what_was_rolled_back_also_in_the_log()
        {
            using var folder = new TemporaryFolder();
            using (var transcript = new Transcript(folder["game.log"]))
            {
                transcript.Add(Events.Turn("やあ", "ごきげんよう。"));
                transcript.Add(Events.Turn("うるさい", "まあ。"));
                transcript.Add(new ValueAdded("affection", -3));
                Assert.That(transcript.State.ValueOf("affection"), Is.EqualTo(-3));
                transcript.RollBack();
                transcript.Add(Events.Turn("元気？", "ええ。"));
                transcript.Add(new ValueAdded("affection", 2));
                Assert.That(transcript.State.ValueOf("affection"), Is.EqualTo(2));
                transcript.Flush();
            }

            using var resumed = new Transcript(folder["game.log"]);
            Assert.That(resumed.State.ConversationWith("絢音").Select(e => e.Reply), Is.EqualTo(new[] { "ごきげんよう。", "ええ。" }));
            Assert.That((resumed.State.ValueOf("affection"), resumed.Position, resumed.CutBytes), Is.EqualTo((2d, 3, 0)));
        }

        [Test]
        public void A_save_is_gone_on_from_also_after_a_crash()
        {
            using var folder = new TemporaryFolder();
            using (var transcript = new Transcript(folder["game.log"]))
            {
                transcript.Add(new LineShown("", "昔々"));
                var past = transcript.Past();
                transcript.Add(new LineShown("", "あるところに"));
                transcript.Load(past);
                Assert.That(transcript.Events.Count, Is.EqualTo(1));
                transcript.Add(new LineShown("", "お嬢様が"));
            }

            using var resumed = new Transcript(folder["game.log"]);
            Assert.That(resumed.Events.Select(e => ((LineShown)e).Text), Is.EqualTo(new[] { "昔々", "お嬢様が" }));
        }

        [Test]
        public void The_backlog_holds_both_sides_and_leads_back()
        {
            var transcript = Talk(out string[] seen);
            var backlog = new Backlog();
            transcript.Fill(backlog, "僕");
            Assert.That(backlog.Select(e => $"{e.Speaker}「{e.Text}」"), Is.EqualTo(new[]
            {
                "「お庭に出た。」", "絢音「あら。」", "僕「やあ」", "絢音「ごきげんよう。」", "僕「またね」", "絢音「ええ。」", "「終わり。」",
            }));
            transcript.MoveTo(backlog[1].Position);
            Assert.That(Look(transcript), Is.EqualTo(seen[1]));
            transcript.Fill(backlog, "僕");
            Assert.That(backlog.Count, Is.EqualTo(2));
        }

        static Transcript Talk(out string[] seen)
        {
            var transcript = new Transcript();
            var looks = new System.Collections.Generic.List<string>();
            Add(new ValueSet("affection", 10), new LineShown("", "お庭に出た。", "1"));
            Add(new LineShown("絢音", "あら。", "2"));
            Add(new ChoiceMade(1, "話す"), new ValueAdded("affection", 1), Events.Turn("やあ", "ごきげんよう。"), new ValueAdded("affection", 2));
            Add(Events.Turn("またね", "ええ。"), new ValueAdded("affection", 3), new TextSet("mood", "good"));
            Add(new LineShown("", "終わり。", "3"));
            seen = looks.ToArray();
            return transcript;

            void Add(params GameEvent[] events)
            {
                foreach (var e in events)
                    transcript.Add(e);
                looks.Add(Look(transcript));
            }
        }

        /// <summary>What the player sees and the game knows.</summary>
        static string Look(Transcript transcript)
        {
            string line = transcript.State.Step is TurnTaken turn ? turn.Exchange.Reply : ((LineShown)transcript.State.Step!).Text;
            return $"{line} {transcript.State.ValueOf("affection")} {transcript.State.TextOf("mood")}";
        }

        [Test]
        public void What_cannot_be_written_costs_nothing_that_was_rolled_back()
        {
            using var folder = new TemporaryFolder();
            var transcript = new Transcript(folder["game.log"]);
            transcript.Add(new LineShown("", "一", "1"));
            transcript.Add(new LineShown("", "二", "2"));
            transcript.RollBack();
            transcript.Dispose(); // as a full disk: nothing can be written

            Assert.That(() => transcript.Add(new LineShown("", "三", "3")), Throws.Exception);

            Assert.That(transcript.Events, Has.Count.EqualTo(2));
            Assert.That(transcript.Forward(), "the way on is still there");
        }

        [Test]
        public void The_backlog_takes_a_players_words_for_no_markup()
        {
            var transcript = new Transcript();
            transcript.Add(new TurnTaken("絢音", new Exchange("[3:0]で勝った", Array.Empty<string>(), "[face:joy]まあ。")));
            var backlog = new Backlog();
            transcript.Fill(backlog, "あなた");

            Assert.That(backlog[0].PlainText, Is.EqualTo("［3:0］で勝った"));
            Assert.That(backlog[1].PlainText, Is.EqualTo("まあ。"));
        }
    }
}
