using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Story
{
    public sealed class ResumeTests
    {
        const string Tea =
            "title: Start\n---\n<<bg garden>>\n一\n<<set $affection += 1>>\n<<if $affection == 1>>\n二{$affection}\n<<set $affection += 1>>\n<<else>>\n別\n<<endif>>\n" +
            "<<bg room>>\n-> 左\n    三左{$affection}\n    <<set $side = \"左\">>\n-> 右\n    三右\n" +
            "<<ojousama_topic $talked_tea \"紅茶\">>\n<<ojousama_talk \"tea\" 3 -1 2>>\n四{$affection}{$talk_exit}{$talked_tea}{$side}\n五\n===";

        static readonly Script Script = Script.Parse(Tea, "Tea.yarn");

        [Test]
        public async Task Every_place_is_gone_on_from_as_if_nothing_had_happened()
        {
            var whole = new ScriptPlay(Script);
            whole.Runner.Start();
            await Play(whole, whole.Runner.Next());
            string expected = Events.Json(whole.Transcript.Events);

            // A save at every position; what is played from there must come to the same.
            var events = whole.Transcript.Events;
            for (int position = 0; position <= events.Count; position++)
            {
                bool isWithinTurn = position < events.Count && !(events[position] is StepEvent) &&
                    events.Take(position).LastOrDefault(e => e is StepEvent) is TurnTaken;
                if (isWithinTurn)
                    continue; // a turn and what came of it are written in one go
                var transcript = new Transcript();
                transcript.Load(events.Take(position).ToArray());
                var play = new ScriptPlay(Script, transcript);
                await Play(play, play.Runner.Resume());
                Assert.That(Events.Json(transcript.Events), Is.EqualTo(expected), $"from {position}");
            }
        }

        [Test]
        public async Task Back_and_forward_shows_the_same_and_asks_no_model()
        {
            var play = new ScriptPlay(Script);
            play.Runner.Start();
            await Play(play, play.Runner.Next());
            int events = play.Transcript.Events.Count;
            var back = new List<string>();
            while (play.Transcript.RollBack())
                back.Add(ScriptPlay.Describe(play.Runner.Resume()));
            Assert.That(back, Is.EqualTo(new[] { "四3leftTrue左", "[tea 2+1]", "[tea 1+2]", "三左2", "二1", "一" }));
            var forward = new List<string>();
            while (play.Transcript.Forward())
                forward.Add(ScriptPlay.Describe(play.Runner.Resume()));
            Assert.That(forward, Is.EqualTo(new[] { "二1", "三左2", "[tea 1+2]", "[tea 2+1]", "四3leftTrue左", "五" }));
            Assert.That(play.Transcript.Events.Count, Is.EqualTo(events));
            Assert.That(play.Transcript.State.ValueOf("affection"), Is.EqualTo(3));
        }

        [Test]
        public async Task Reading_on_after_a_roll_back_keeps_what_comes_until_the_player_does_something_else()
        {
            var play = new ScriptPlay(Script);
            play.Runner.Start();
            await Play(play, play.Runner.Next());
            int events = play.Transcript.Events.Count;
            play.Transcript.MoveTo(2);
            Assert.That(ScriptPlay.Describe(play.Runner.Resume()), Is.EqualTo("一"));
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("二1"));
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("<bg:room>"));
            play.Runner.Next();
            Assert.That(play.Transcript.Events.Count, Is.EqualTo(events), "all of it still comes");
            play.Runner.Choose(1);
            Assert.That(play.Transcript.Events.Count, Is.EqualTo(play.Transcript.Position), "another way was taken");
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("三右"));
        }

        [Test]
        public void A_line_that_the_script_lost_is_passed_over()
        {
            var transcript = new Transcript();
            transcript.Add(new LineShown("", "昔の行", "gone"));
            transcript.Add(new LineShown("", "一", Script.Parse("title: Start\n---\n一\n===", "x").Places.Keys.Single()));
            transcript.Add(new LineShown("", "無い行", "gone too"));
            var runner = new ScriptRunner(Script, transcript);
            Assert.That(ScriptPlay.Describe(runner.Resume()), Is.EqualTo("一"));
            Assert.That(ScriptPlay.Describe(runner.Next()), Is.EqualTo("二1"));
        }

        [Test]
        public async Task The_scene_is_what_the_last_commands_made_it()
        {
            var play = new ScriptPlay(Script);
            play.Runner.Start();
            await Play(play, play.Runner.Next());
            Assert.That(play.Transcript.State.Commands, Is.EqualTo(new Dictionary<string, string> { ["bg"] = "bg room" }));
            play.Transcript.MoveTo(2);
            Assert.That(play.Transcript.State.Commands["bg"], Is.EqualTo("bg garden"));
        }

        /// <summary>Reads on to the end: the left option, two turns of talk, and out.</summary>
        static async Task Play(ScriptPlay play, ScriptItem item)
        {
            for (; !(item is ScriptEnd); item = play.Runner.Next())
            {
                if (item is ScriptOptions)
                    play.Runner.Choose(0);
                if (!(item is ScriptTalk talk))
                    continue;
                if (talk.Window.TurnsTaken < 1)
                    await ScriptPlay.Say(talk.Window, "好きなものは？", "紅茶ですわ。[affection:3]");
                if (talk.Window.TurnsTaken < 2)
                    await ScriptPlay.Say(talk.Window, "そう", "ええ、そうですの。[affection:-1]");
                talk.Window.Leave();
            }
        }

        [Test]
        public void A_line_that_could_not_be_written_down_comes_next_again()
        {
            using var folder = new TemporaryFolder();
            var transcript = new Transcript(folder["game.log"]);
            var runner = new ScriptRunner(Script.Parse("title: A\n---\n一\n二\n-> 三\n    四\n===\n", "a.yarn"), transcript);
            runner.Start();
            Assert.That(ScriptPlay.Describe(runner.Next()), Is.EqualTo("一"));

            FieldInfo log = typeof(Transcript).GetField("_log", BindingFlags.Instance | BindingFlags.NonPublic)!;
            using var sound = (IDisposable)log.GetValue(transcript)!;
            using var closed = (IDisposable)Activator.CreateInstance(sound.GetType(), folder["other.log"], new List<GameEvent>())!;
            closed.Dispose();
            log.SetValue(transcript, closed); // as a full disk: nothing can be written
            Assert.That(() => runner.Next(), Throws.Exception);
            Assert.That(() => runner.Next(), Throws.Exception);
            log.SetValue(transcript, sound);

            Assert.That(ScriptPlay.Describe(runner.Next()), Is.EqualTo("二"));
            Assert.That(ScriptPlay.Describe(runner.Next()), Is.EqualTo("?三"));
            log.SetValue(transcript, closed);
            Assert.That(() => runner.Choose(0), Throws.Exception);
            log.SetValue(transcript, sound);
            runner.Choose(0);
            Assert.That(ScriptPlay.Describe(runner.Next()), Is.EqualTo("四"));
            Assert.That(transcript.Events, Has.Count.EqualTo(4));
        }
    }
}
