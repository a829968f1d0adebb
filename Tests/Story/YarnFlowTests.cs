using System.Linq;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Story
{
    /// <summary>Once, groups and detours, as Yarn Spinner 3 plays them, with its saliency “best, least recently viewed”.</summary>
    public sealed class YarnFlowTests
    {
        const string Loop = "\n<<set $i += 1>>\n<<if $i < 4>>\n<<jump Start>>\n<<endif>>";

        [TestCase("<<once>>\na\n<<endonce>>\nb", "a|b|b|b|b")]
        [TestCase("<<once>>\na\n<<else>>\nb\n<<endonce>>", "a|b|b|b")]
        [TestCase("<<once if $i >= 2>>\na\n<<else>>\nb\n<<endonce>>", "b|b|a|b")]
        [TestCase("<<once>>\na\n<<endonce>>\n<<once>>\na\n<<endonce>>", "a|a")]
        [TestCase("<<once>>\n<<if true>>\n<<once>>\na\n<<endonce>>\n<<endif>>\n<<endonce>>", "a")]
        [TestCase("a <<once>>\nb", "a|b|b|b|b")]
        [TestCase("a <<once if $i >= 1>>\nb", "b|a|b|b|b")]
        [TestCase("A: a <<if $i == 1>> #tag\nb", "b|A「a」|b|b|b")]
        [TestCase("-> a <<once>>\n    x\n-> b", "?a/b|x|?(a)/b|?(a)/b|?(a)/b")]
        [TestCase("-> a <<once if $i >= 1>>\n-> b", "?(a)/b|?a/b|?(a)/b|?(a)/b")]
        [TestCase("=> a\n=> b\n=> c", "a|b|c|a")]
        [TestCase("=> a\n    x\n=> b\nend", "a|x|end|b|end|a|x|end|b|end")]
        [TestCase("=> a\n\n=> b", "a|b|a|b|a|b|a|b")]
        [TestCase("=> a\n\n// c\n=> b", "a|b|a|b|a|b|a|b")]
        [TestCase("=> a\n=> b <<if $i == 1 and true>>\n=> c <<if $i == 1>>", "a|b|a|a")]
        [TestCase("=> a <<once>>\n=> b", "a|b|b|b")]
        [TestCase("=> a <<if $i == 3>>\nend", "end|end|end|a|end")]
        [TestCase("=> A: a <<if not ($i == 0)>>\n=> b <<once>>", "b|A「a」|A「a」|A「a」")]
        public void What_comes_once_and_what_comes_of_a_group(string body, string expected)
        {
            int[] choices = body.Contains("$i >= 1") ? new[] { 1, 0, 1, 1 } : new[] { 0, 1, 1, 1 };
            Assert.That(ScriptPlay.Run(body + Loop, choices), Is.EqualTo(expected));
        }

        [TestCase("a\n<<detour B>>\nc\n===\ntitle: B\n---\nb", "a|b|c")]
        [TestCase("<<detour B>>\nc\n===\ntitle: B\n---\nb\n<<return>>\nx", "b|c")]
        [TestCase("<<detour B>>\nc\n===\ntitle: B\n---\n<<if true>>\n<<return>>\n<<endif>>\nx", "c")]
        [TestCase("<<detour B>>\nc\n===\ntitle: B\n---\nb\n<<detour C>>\nbb\n===\ntitle: C\n---\nx", "b|x|bb|c")]
        [TestCase("<<detour B>>\nc\n===\ntitle: B\n---\nb\n<<jump C>>\n===\ntitle: C\n---\nx", "b|x")]
        [TestCase("<<detour B>>\nc\n===\ntitle: B\n---\nb\n<<stop>>\nx", "b")]
        [TestCase("a\n<<return>>\nb", "a")]
        [TestCase("<<detour B>>\n<<detour B>>\n{visited_count(\"B\")}{visited(\"Start\")}\n===\ntitle: B\n---\nb", "b|b|2False")]
        [TestCase("<<detour B>>\n===\ntitle: B\n---\n<<jump C>>\n===\ntitle: C\n---\n{visited(\"B\")}{visited(\"Start\")}", "TrueTrue")]
        public void A_detour_comes_back(string body, string expected) => Assert.That(ScriptPlay.Run(body), Is.EqualTo(expected));

        [TestCase("always", "always", "a|b|a|b")]
        [TestCase("once", "always", "a|b|b|b")]
        [TestCase("$i == 1", "$i < 3 and true", "b|a|b|")]
        [TestCase("not ($i == 9)", "once", "a|b|a|a")]
        [TestCase("once if $i == 2", "always", "b|b|a|b")]
        public void A_group_of_nodes_gives_the_one_that_fits_best(string first, string second, string expected)
        {
            var play = new ScriptPlay(
                $"<<detour G>>{Loop}\n===\ntitle: G\nwhen: {first}\n---\na\n===\ntitle: G\nwhen: {second}\n---\nb");
            play.Runner.Start();
            Assert.That(play.ToEnd(), Is.EqualTo(expected.TrimEnd('|')));
        }

        [Test]
        public void A_save_within_a_detour_or_group_comes_back_as_if_nothing_had_happened()
        {
            var script = Script.Parse(
                "title: Start\n---\n<<once>>\na\n<<endonce>>\n<<detour B>>\n-> o <<once>>\n    p\n<<set $i += 1>>\n<<if $i < 2>>\n<<jump Start>>\n<<endif>>\nend\n===\n" +
                "title: B\nwhen: once\n---\nb\n=> c\n=> d <<once>>\n<<detour C>>\ne\n===\ntitle: B\nwhen: always\n---\nf\n===\ntitle: C\n---\ng\n===", "x");
            var whole = new ScriptPlay(script);
            whole.Runner.Start();
            Assert.That(whole.ToEnd(0), Is.EqualTo("a|b|d|g|e|?o|p|f|end"));
            string expected = Events.Json(whole.Transcript.Events);
            var events = whole.Transcript.Events;
            for (int position = 0; position <= events.Count; position++)
            {
                var transcript = new Transcript();
                transcript.Load(events.Take(position).ToArray());
                var play = new ScriptPlay(script, transcript);
                if (play.Runner.Resume() is ScriptOptions)
                    play.Runner.Choose(0);
                play.ToEnd(0);
                Assert.That(Events.Json(transcript.Events), Is.EqualTo(expected), $"from {position}");
            }
        }

        [TestCase("<<once>>\na", "(3,1)", "<<endonce>>")]
        [TestCase("<<once>>\na\n<<endif>>", "(3,1)", "<<endonce>>")]
        [TestCase("<<once twice>>\n<<endonce>>", "(3,8)", "<<once if")]
        [TestCase("<<once if 1>>\n<<endonce>>", "(3,11)", "true or false")]
        [TestCase("<<endonce>>", "(3,1)", "no <<if>> or <<once>>")]
        [TestCase("<<once>>\n<<else if true>>\n<<endonce>>", "(4,8)", "<<else>>")]
        [TestCase("<<detour>>", "(3,9)", "<<detour Tea>>")]
        [TestCase("<<detour B>>", "(3,10)", "no node “B”")]
        [TestCase("<<detour {\"B\"}>>", "(3,10)", "no node “B”")]
        [TestCase("<<detour {\"B\" + \"C\"}>>", "(3,10)", "no node “BC”")]
        [TestCase("<<jump {$x}>>", "(3,8)", "not supported")]
        [TestCase("<<return A>>", "(3,10)", "<<return>>")]
        [TestCase("=> a <<if 1>>", "(3,11)", "true or false")]
        [TestCase("=>\n=> a", "(3,3)", "no words")]
        [TestCase("===\ntitle: B\nWhen: once\n---", "(5,1)", "Write when:")]
        [TestCase("===\ntitle: A\nwhen: always\n---", "(4,1)", "when: always")]
        [TestCase("===\ntitle: B\nsubtitle: s\nwhen: always\n---\n===\ntitle: B\nsubtitle: s\nwhen: always\n---", "(10,1)", "the subtitle “s”")]
        [TestCase("a #shadow:x", "(3,1)", "#line:x")]
        [TestCase("a #line:x\nb #shadow:x", "(4,1)", "something else")]
        [TestCase("-> b #shadow:x", "(3,4)", "#line:x")]
        [TestCase("-> a #line:x\nb #shadow:x", "(4,1)", "something else")]
        [TestCase("A: a #line:x\nB: a #shadow:x", "(4,1)", "something else")]
        [TestCase("{1} #line:x\n{1} #shadow:x", "(4,1)", "a formula")]
        [TestCase("===\ntitle: B\nwhen:\n---", "(5,6)", "when: always")]
        [TestCase("===\ntitle: B\nwhen: 1\n---", "(5,7)", "true or false")]
        [TestCase("===\ntitle: B\nwhen: once\nwhen: true\n---", "(6,1)", "Join the conditions")]
        public void Mistakes_are_told(string body, string place, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse($"title: A\n---\n{body}\n===", "Tea.yarn"))!;
            Assert.That(error.Message, Does.StartWith("Tea.yarn" + place).And.Contains(words));
        }

        [Test]
        public void Detours_in_circles_are_stopped()
        {
            var play = new ScriptPlay("<<detour Start>>");
            play.Runner.Start();
            Assert.That(() => play.Runner.Next(), Throws.TypeOf<OjousamaException>().With.Message.Contains("(3,10)"));
        }
    }
}
