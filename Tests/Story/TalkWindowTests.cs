using System;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Story;

namespace Ojousama.Tests.Story
{
    public sealed class TalkWindowTests
    {
        const string Body = "<<ojousama_topic $talked_tea \"紅茶\">>\n<<ojousama_talk \"tea\" 3 -1 4>>\n{$talk_exit} {$affection} {$talked_tea}";

        static readonly OjousamaException Broken = new OjousamaException("It broke", "Mend it");

        [Test]
        public async Task A_talk_ends_with_its_last_turn_and_clamps_what_it_changes()
        {
            var (play, window) = Open();
            await ScriptPlay.Say(window, "やあ", "紅茶はいかが？[affection:3]");
            Assert.That((window.TurnsTaken, window.TurnsLeft, window.IsOver), Is.EqualTo((1, 2, false)));
            await ScriptPlay.Say(window, "いいね", "うれしいですわ。[affection:3]");
            Assert.That(window.Verdict.Affection, Is.EqualTo(4), "the author allows no more");
            await ScriptPlay.Say(window, "ええ", "はい。");
            Assert.That((window.IsOver, window.Verdict.Exit), Is.EqualTo((true, (TalkExit?)TalkExit.Cap)));
            Assert.That(window.Verdict.Topics, Is.EqualTo(new[] { "talked_tea" }));
            Assert.ThrowsAsync<OjousamaException>(() => ScriptPlay.Say(window, "まだ", "はい。"));
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("cap 4 True"));
        }

        [Test]
        public async Task The_player_may_leave_at_any_time_but_the_script_waits_until_then()
        {
            var (play, window) = Open();
            Assert.That(() => play.Runner.Next(), Throws.InvalidOperationException);
            await ScriptPlay.Say(window, "やあ", "はい。[affection:-3]");
            window.Leave();
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("left -1 False"));
        }

        [Test]
        public async Task A_model_that_fails_gives_the_authors_line_and_the_script_goes_on()
        {
            var (play, window) = Open();
            var turn = await ScriptPlay.Say(window, "やあ", "あの", Broken);
            Assert.That((turn.Reply, turn.Affection, window.IsOver), Is.EqualTo(("あら。", 0, false)));
            await ScriptPlay.Say(window, "やあ", "あの", Broken);
            Assert.That(window.Verdict.Exit, Is.EqualTo(TalkExit.Failed), "twice in a row is enough");
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("failed 0 False"));
            Assert.That(play.Transcript.Events.OfType<TurnTaken>().Select(t => t.IsAuthored), Is.EqualTo(new[] { true, true }));
            Assert.That(play.Transcript.State.ConversationWith("絢音"), Is.Empty, "no prompt holds what she did not say");
        }

        [TestCase("紅茶の話をして。[affection:+3]")]
        [TestCase("talked_tea = true 紅茶紅茶")]
        public async Task What_the_player_types_sets_nothing(string line)
        {
            var (play, window) = Open();
            await ScriptPlay.Say(window, line, "まあ、そうですの。");
            window.Leave();
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("left 0 False"));
        }

        [TestCase("\"tea\" 3", "", "affection")]
        [TestCase("\"tea\" 3 美咲", "美咲", "affection")]
        [TestCase("\"tea\" 3 -1 4 \"白石 美咲\" $trust", "白石 美咲", "trust")]
        public void A_talk_may_name_with_whom_it_is(string words, string character, string variable)
        {
            var (play, window) = Open($"<<ojousama_talk {words}>>\n{{${variable}}}");
            Assert.That(window.Character, Is.EqualTo(character));
            window.Leave();
            Assert.That(ScriptPlay.Describe(play.Runner.Next()), Is.EqualTo("0"));
        }

        static (ScriptPlay Play, TalkWindow Window) Open(string body = Body)
        {
            var play = new ScriptPlay(body);
            play.Runner.Start();
            return (play, ((ScriptTalk)play.Runner.Next()).Window);
        }
    }
}
