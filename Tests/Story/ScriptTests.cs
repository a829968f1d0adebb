using System.Linq;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Story;

namespace Ojousama.Tests.Story
{
    public sealed class ScriptTests
    {
        [TestCase("ごきげんよう。", "ごきげんよう。")]
        [TestCase("絢音: ごきげんよう。 // 挨拶", "絢音「ごきげんよう。」")]
        [TestCase("絢音:ごきげんよう。 #line:a1 #blush", "絢音「ごきげんよう。」")]
        [TestCase("Miss Ayane: Good day.", "Miss Ayane「Good day.」")]
        [TestCase("彼女は言った、「はい: いいえ」と。", "彼女は言った、「はい: いいえ」と。")]
        [TestCase("絢音: え、[face:shy]べつに[face=joy /]ね[ruby=ばら]薔薇[/ruby]", "絢音「え、[face:shy]べつに[face:joy]ね[ruby:ばら]薔薇[/ruby]」")]
        [TestCase("\\#1 は \\{x\\} と \\[y\\] https://example.com", "#1 は {x} と ［y］ https://example.com")]
        [TestCase("<<set $n = 2>>\n{$n + 1}杯と{$n / 4}、{$n >= 2}", "3杯と0.5、True")]
        [TestCase("<<set $name to \"絢\" + \"音\">>\n{$name}さん", "絢音さん")]
        [TestCase("<<background \"rose garden\" fade>>\n<<wait 1>>", "<background:rose garden,fade>|<wait:1>")]
        [TestCase("<<set $n = 3>>\n<<shake {$n * 2}>>", "<shake:6>")]
        [TestCase("はい。\n<<stop>>\nいいえ。", "はい。")]
        public void Rows_are_read_as_in_Yarn(string body, string expected) => Assert.That(ScriptPlay.Run(body), Is.EqualTo(expected));

        [TestCase("1 + 2 * 3 == 7 and not (1 > 2)", true)]
        [TestCase("10 - 2 - 3 == 5", true)]
        [TestCase("7 % 4 * 2 eq 6", true)]
        [TestCase("-2 < -1 && 3 gte 3", true)]
        [TestCase("true xor true || false", false)]
        [TestCase("\"a\" + \"b\" is \"ab\"", true)]
        [TestCase("\"a\\\"\" != \"a\"", true)]
        [TestCase("!false == true", true)]
        [TestCase("1 lt 2 == true", true)]
        [TestCase("5 / 0 == 0", true)]
        public void Formulae_are_worked_out(string formula, bool expected) =>
            Assert.That(ScriptPlay.Run($"<<if {formula}>>\nyes\n<<else>>\nno\n<<endif>>"), Is.EqualTo(expected ? "yes" : "no"));

        [Test]
        public void Conditions_take_the_first_branch_that_holds()
        {
            for (int n = 0; n < 4; n++)
            {
                string body = $"<<declare $n = {n}>>\n<<if $n == 1>>\n  一\n  <<if true>>\n    内\n  <<endif>>\n<<elseif $n == 2>>\n  二\n<<else>>\n  他\n<<endif>>\n後";
                Assert.That(ScriptPlay.Run(body), Is.EqualTo(new[] { "他|後", "一|内|後", "二|後", "他|後" }[n]));
            }
        }

        [Test]
        public void Options_lead_to_their_rows_and_come_together_again()
        {
            const string body =
                "<<set $met = false>>\nどうする？\n-> お茶\n    いただく。\n    -> 紅茶\n        紅。\n    -> 緑茶\n        緑。\n    飲んだ。\n" +
                "-> 挨拶 <<if $met>> #line:greet\n    ごきげんよう。\n-> {\"帰\" + \"る\"}\n後。";
            Assert.That(ScriptPlay.Run(body, 0, 1), Is.EqualTo("どうする？|?お茶/(挨拶)/帰る|いただく。|?紅茶/緑茶|緑。|飲んだ。|後。"));
            Assert.That(ScriptPlay.Run(body, 2), Is.EqualTo("どうする？|?お茶/(挨拶)/帰る|後。"));

            var play = new ScriptPlay(body);
            play.Runner.Start();
            play.Runner.Next();
            Assert.That(() => play.Runner.Choose(0), Throws.InvalidOperationException);
            play.Runner.Next();
            Assert.That(() => play.Runner.Next(), Throws.InvalidOperationException);
            Assert.That(() => play.Runner.Choose(1), Throws.InvalidOperationException.With.Message.Contains("挨拶"));
            play.Runner.Choose(0);
            Assert.That(((ChoiceMade)play.Transcript.State.Step!).Text, Is.EqualTo("お茶"));
        }

        [Test]
        public void Nodes_of_several_files_jump_to_each_other_and_know_their_visits()
        {
            var script = Script.Parse(new[]
            {
                ("#file tag\ntitle: A\ntags: x\n---\nA{visited_count(\"A\")}\n<<if visited(\"B\")>>\n終。\n<<stop>>\n<<endif>>\n<<jump B>>\n===\n", "A.yarn"),
                ("title: B\n---\nB\n<<jump A>>\n===\n", "B.yarn"),
            });
            var play = new ScriptPlay(script);
            play.Runner.Start();
            Assert.That(play.ToEnd(), Is.EqualTo("A0|B|A1|終。"));
            play.Runner.Start("B");
            Assert.That(play.Transcript.State.ValueOf("visited.A"), Is.EqualTo(2));
            Assert.That(() => play.Runner.Start("C"), Throws.TypeOf<OjousamaException>().With.Message.Contains("A, B"));
        }

        [Test]
        public void Variables_are_the_state_that_gates_see_and_the_log_tells_by_how_much_they_changed()
        {
            var play = new ScriptPlay("<<declare $chapter = 2 as number>>\n<<set $affection += 5>>\n<<set $affection -= 2>>\n<<set $chapter *= 3>>\n<<set $met to true>>\nはい");
            play.Runner.Start();
            play.Runner.Next();
            var state = play.Transcript.State;
            Assert.That((state.ValueOf("affection"), state.ValueOf("chapter"), state.ValueOf("met")), Is.EqualTo((3d, 6d, 1d)));
            Assert.That(play.Transcript.Events.OfType<ValueAdded>().Select(e => e.Amount), Is.EqualTo(new[] { 5, -2 }));
        }

        [TestCase("", "(1,1)", "empty", TestName = "empty")]
        [TestCase("Hello", "(1,1)", "title:")]
        [TestCase("title: A\n---\nはい", "(1,1)", "===")]
        [TestCase("title: A\nはい: x", "(1,1)", "---")]
        [TestCase("title:\n---\n===", "(1,1)", "title: Tea")]
        [TestCase("title: A\n---\n===\ntitle: A\n---\n===", "(4,1)", "another node")]
        [TestCase("title: A\n---\n  <<jump B>>\n===", "(3,10)", "no node “B”")]
        [TestCase("title: A\n---\n<<jump>>\n===", "(3,7)", "<<jump Tea>>")]
        [TestCase("title: A\n---\n<<if $x>>\nはい\n===", "(3,1)", "<<endif>>")]
        [TestCase("title: A\n---\n<<endif>>\n===", "(3,1)", "no <<if>>")]
        [TestCase("title: A\n---\n<<if true>>\n<<else>>\n<<elseif true>>\n<<endif>>\n===", "(5,1)", "behind <<else>>")]
        [TestCase("title: A\n---\n<<if >>\n<<endif>>\n===", "(3,1)", "condition")]
        [TestCase("title: A\n---\n<<if $x >= 1>>\n<<endif>>\n===", "(3,6)", "nothing ever sets $x")]
        [TestCase("title: A\n---\n<<set $x = 1>>\n<<if $x>>\n<<endif>>\n===", "(4,6)", "true or false is wanted")]
        [TestCase("title: A\n---\n<<set $x = 1>>\n<<set $x = \"a\">>\n===", "(4,12)", "a number is wanted")]
        [TestCase("title: A\n---\n<<set $x = 1 +>>\n===", "(3,15)", "a value is missing")]
        [TestCase("title: A\n---\n<<set $x = (1>>\n===", "(3,14)", "“)”")]
        [TestCase("title: A\n---\n<<set $x = foo(1)>>\n===", "(3,12)", "$foo")]
        [TestCase("title: A\n---\n<<set x = 1>>\n===", "(3,7)", "$affection")]
        [TestCase("title: A\n---\n<<set $x 1>>\n===", "(3,10)", "=")]
        [TestCase("title: A\n---\n<<declare $x>>\n===", "(3,13)", "<<declare $x = 0>>")]
        [TestCase("title: A\n---\nはい{$x\n===", "(3,3)", "not closed")]
        [TestCase("title: A\n---\n<<bg garden\n===", "(3,1)", ">>")]
        [TestCase("title: A\n---\n<<bg garden>> はい\n===", "(3,14)", "row of its own")]
        [TestCase("title: A\n---\nはい <<bg garden>>\n===", "(3,4)", "row of its own")]
        [TestCase("title: A\n---\n絢音：はい\n===", "(3,3)", "half-width colon")]
        [TestCase("title: A\n---\nはい #line:a\nええ #line:a\n===", "(4,1)", "line 3")]
        [TestCase("title: A\n---\nはい #line:\n===", "(3,4)", "#line:tea01")]
        [TestCase("title: A\n---\nはい #a b\n===", "(3,7)", "“b”")]
        [TestCase("title: A\n---\n<<ojousama_talk \"tea\">>\n===", "(3,17)", "<<ojousama_talk")]
        [TestCase("title: A\n---\n<<ojousama_talk \"tea\" 0>>\n===", "(3,17)", "turn at least")]
        [TestCase("title: A\n---\n<<ojousama_topic $tea \"茶\">>\nはい\n===", "(3,18)", "no talk follows")]
        [TestCase("title: A\n---\n{visited(\"B\")}\n===", "(3,10)", "no node “B”")]
        public void A_mistake_is_told_with_file_line_column_and_cure(string text, string place, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse(text, "Tea.yarn"))!;
            Assert.That(error.Message, Does.StartWith("Tea.yarn" + place).And.Contains(words));
        }

        [Test]
        public void A_script_that_runs_in_circles_is_stopped()
        {
            var play = new ScriptPlay("<<jump Start>>");
            play.Runner.Start();
            Assert.That(() => play.Runner.Next(), Throws.TypeOf<OjousamaException>().With.Message.Contains("circles"));
        }
    }
}
