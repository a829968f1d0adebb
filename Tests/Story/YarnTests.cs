using System.Linq;
using NUnit.Framework;
using Ojousama.Story;

namespace Ojousama.Tests.Story
{
    /// <summary>What Yarn Spinner would do with the same script.</summary>
    public sealed class YarnTests
    {
        [TestCase("true or false and false", "False")] // a sheet's gate of the same words is open: GateTests
        [TestCase("true xor true and false", "False")]
        [TestCase("true || false && false", "False")]
        [TestCase("false and false or true", "True")]
        [TestCase("true and true xor true", "False")]
        [TestCase("true or (false and false)", "True")]
        [TestCase("1 == 2 or 3 > 2 and false", "False")]
        [TestCase("not true or true", "True")]
        public void And_or_and_xor_bind_alike_from_the_left(string formula, string expected) =>
            Assert.That(ScriptPlay.Run($"{{{formula}}}"), Is.EqualTo(expected));

        [TestCase("-> A\n    a\n\n-> B\n    b\nend", "?A|a|?B|b|end")]
        [TestCase("-> A\n\n-> B\nend", "?A|?B|end")]
        [TestCase("-> A\n  \t \n-> B\nend", "?A|?B|end")]
        [TestCase("-> A\n\n    a\n-> B\nend", "?A/B|a|end")]
        [TestCase("-> A\n    a\n\n    aa\n-> B\nend", "?A/B|a|aa|end")]
        [TestCase("-> A\n    -> C\n\n    -> D\n-> B\nend", "?A/B|?C|?D|end")]
        [TestCase("-> A\n// B follows\n-> B\nend", "?A/B|end")]
        [TestCase("-> A\n\n// B follows\n-> B\nend", "?A|?B|end")]
        [TestCase("-> A\n// B follows\n\n    // c\n-> B\nend", "?A|?B|end")]
        public void A_blank_row_ends_a_group_of_options(string body, string expected) =>
            Assert.That(ScriptPlay.Run(body, 0, 0, 0), Is.EqualTo(expected));

        [TestCase("A [select value={$g} m=\"he\" f=\"she\"/]!", "A he!")]
        [TestCase("A [select={$g} m=\"he\" f=\"she\" /]!", "A he!")]
        [TestCase("[select value={$g + \"x\"} m=\"he\" other=\"it\"/]", "it")]
        [TestCase("[select value={$n == 1} true=\"はい\" false=\"いいえ\"/]", "はい")]
        [TestCase("[select value={$n} 1=one 2=two /]", "one")]
        [TestCase("[select value={$g} f=\"she\"/]", "m")]
        [TestCase("{$n} [plural value={$n} one=\"apple\" other=\"apples\"/]", "1 apple")]
        [TestCase("[plural value={$n + 1} one=\"% apple\" other=\"% apples\"/]", "2 apples")]
        [TestCase("[plural value=1.5 one=\"an apple\" other=\"% apples\"/]", "1.5 apples")]
        [TestCase("[plural value={$n} one=\"{$g}'s \\\"apple\\\"\" other=\"x\"/]", "m's \"apple\"")]
        [TestCase("[ordinal value=1 one=\"%st\" two=\"%nd\" few=\"%rd\" other=\"%th\"/]", "1st")]
        [TestCase("[ordinal value=22 one=\"%st\" two=\"%nd\" few=\"%rd\" other=\"%th\"/]", "22nd")]
        [TestCase("[ordinal value=113 one=\"%st\" two=\"%nd\" few=\"%rd\" other=\"%th\"/]", "113th")]
        [TestCase("[ordinal value=-1 one=\"%st\" other=\"%th\"/][plural value=-1 one=\"%d\" other=\"%ds\"/]", "-1st-1d")]
        [TestCase("[select value={\"男\"} 男=\"彼\" 女=\"彼女\" /]", "彼")]
        [TestCase("[select value={50} 50=\"%\\% of {\"100%\"}\" /]", "50% of 100%")]
        [TestCase("{ceil(-0.5)} {0 * -1}", "0 0")]
        [TestCase("[nomarkup]a [b] c[/nomarkup]", "a ［b］ c")]
        [TestCase("[nomarkup][face:shy]{$n}[/nomarkup]", "［face:shy］1")]
        [TestCase("[face={$g} /]あ", "[face:m]あ")]
        [TestCase("[face=\"very shy\"/]あ", "[face:very shy]あ")]
        [TestCase("あ [face=shy /] い", "あ [face:shy]い")]
        [TestCase("あ [face=shy] い", "あ [face:shy] い")]
        [TestCase("[em]あ[/em] [em]い[/]う", "[em]あ[/em] [em]い[/em]う")]
        [TestCase("[wave]あ[/wave] [shake /]", "[wave]あ[/wave] [shake]")]
        [TestCase("-> [select value={$g} m=\"he\" f=\"she\"/] [shake/]", "?he [shake]")]
        [TestCase("<<say [b] #1>>", "<say:[b],#1>")]
        [TestCase("<<stop_music>>\n<<set-light 2>>\n<<end bad>>", "<stop_music:>|<set-light:2>|<end:bad>")]
        public void Markup_says_what_it_says_in_Yarn(string row, string expected) =>
            Assert.That(ScriptPlay.Run("<<declare $g = \"m\">>\n<<declare $n = 1>>\n" + row, 0), Is.EqualTo(expected));

        [TestCase("【[重要]】配列[0]と[注]", "【［重要］】配列［0］と［注］", 3)]
        [TestCase("[b]と[ ]", "［b］と［ ］", 2)]
        [TestCase("[a b] c]", "［a b］ c]", 1)]
        [TestCase("\\[0\\]", "［0］", 0)]
        [TestCase("1 [ 2", "1 ［ 2", 1)]
        public void Brackets_that_are_no_markup_are_shown_and_told(string row, string expected, int warnings)
        {
            var script = Script.Parse($"title: A\n---\n{row}\n===", "Tea.yarn");
            var play = new ScriptPlay(script);
            play.Runner.Start();
            Assert.That(play.ToEnd(), Is.EqualTo(expected));
            Assert.That(script.Warnings.Count, Is.EqualTo(warnings));
            Assert.That(script.Warnings.All(w => w.StartsWith("Tea.yarn(3,") && w.Contains("\\[")), Is.True);
        }

        [TestCase("<<declare $a = $b + 1>>\n<<set $b = 3>>\n{$a}", "4")]
        [TestCase("<<declare $m = 0>>\n<<declare $rich = $m > 10>>\n<<set $m = 20>>\n{$rich}", "True")]
        [TestCase("<<declare $c = $b * 2>>\n<<declare $b = $a * 2>>\n<<declare $a = 1>>\n<<set $a += 1>>\n{$c}", "8")]
        [TestCase("<<declare $s = $t + \"!\" as string>>\n<<declare $t = \"a\">>\n<<set $t += \"b\">>\n{$s}", "ab!")]
        [TestCase("<<declare $seen = visited(\"Start\")>>\n{$seen}", "False")]
        [TestCase("<<declare $x = round(1.6)>>\n<<set $x += 1>>\n{$x}", "3")]
        [TestCase("<<declare $x = 1 + 1>>\n<<set $x += 1>>\n{$x}", "3")]
        [TestCase("<<declare $x = -1 as Number>>\n{$x}", "-1")]
        [TestCase("<<declare $x = \"1 as number\" as string>>\n{$x}", "1 as number")]
        [TestCase("<<set $n *= 2>>\n{$n}", "0")]
        public void A_variable_declared_as_a_formula_is_worked_out_at_each_use(string body, string expected) =>
            Assert.That(ScriptPlay.Run(body), Is.EqualTo(expected));

        [TestCase("<<set $s = \"a//b\">> // c\n{$s}{\"//\"} // d", "a//b//")]
        [TestCase("-> A <<if \"a>>b\" == \"a>>b\">>\n-> B", "?A/B")]
        [TestCase("<<if \">>\" != \"\\\">>\">>\nyes\n<<endif>>", "yes")]
        [TestCase("{\"}\"}{\"\\\"}\"}", "}\"}")]
        [TestCase("<<say \"a>>b\" \"c//d\">>", "<say:a>>b,c//d>")]
        [TestCase("say \"a\" // b", "say \"a\"")]
        [TestCase("<<wait 1>> // it's \"odd", "<wait:1>")]
        public void Texts_may_hold_any_mark(string body, string expected) => Assert.That(ScriptPlay.Run(body, 0), Is.EqualTo(expected));

        [TestCase("<<set $n += 1>>\n<<if $n < 5000>>\n<<jump Start>>\n<<endif>>\n{$n}", "5000")]
        [TestCase("before\n-> A <<if false>>\n    a\n-> B <<if false>>\nafter", "before|after")]
        [TestCase("-> A\n    -> B <<if false>>\n    a\nafter", "?A|a|after")]
        public void A_script_goes_on(string body, string expected) => Assert.That(ScriptPlay.Run(body, 0), Is.EqualTo(expected));

        [TestCase("<<set $x += 0.1>>\n<<set $x += 0.1>>\n<<set $x += 0.1>>\n{$x == 0.3} {$x}", "True 0.3")]
        [TestCase("{0.1 + 0.2 == 0.3}", "True")]
        [TestCase("{0.7 + 0.1 == 0.8} {1 / 3 * 3 == 1}", "True True")]
        [TestCase("{16777216 + 1 == 16777216}", "True")]
        [TestCase("<<set $x += 0.1>>\n<<set $n += 1>>\n<<if $n < 10>>\n<<jump Start>>\n<<endif>>\n{$x == 1}", "False")]
        public void Numbers_are_counted_in_single_precision(string body, string expected) => Assert.That(ScriptPlay.Run(body), Is.EqualTo(expected));

        [TestCase("string(1.5) + string(true)", "1.5True")]
        [TestCase("number(\"2\") + number(true)", "3")]
        [TestCase("bool(\"True\") and not bool(0)", "True")]
        [TestCase("round(2.6) + floor(1.9) + ceil(0.1) + int(-1.5)", "4")]
        [TestCase("inc(1.5) + dec(1.5)", "3")]
        [TestCase("decimal(1.25)", "0.25")]
        [TestCase("round_places(3.14159, 1 + 1)", "3.14")]
        [TestCase("max(min(1, 2), -1)", "1")]
        public void Functions_are_those_of_Yarn(string formula, string expected) => Assert.That(ScriptPlay.Run($"{{{formula}}}"), Is.EqualTo(expected));

        [Test]
        public void Gates_see_the_number_that_the_author_wrote()
        {
            var play = new ScriptPlay("<<set $x = 0.7>>\n<<set $y += 0.1>>\n<<set $y += 0.2>>");
            play.Runner.Start();
            play.ToEnd();
            Assert.That((play.Transcript.State.ValueOf("x"), play.Transcript.State.ValueOf("y")), Is.EqualTo((0.7, 0.3)).Within(1e-12));
            Assert.That(play.Transcript.State.ValueOf("x"), Is.EqualTo(0.7));
        }

        [TestCase("Hi #a#b", "a,b", null)]
        [TestCase("Hi#a #line:x#b", "a,b", "x")]
        [TestCase("Hi <<if true>>#a", "a", null)]
        public void Hashtags_may_stand_without_blanks(string row, string tags, string? id)
        {
            var read = new ContentReader(new RowCursor(row, new SourcePlace("x", 1, 1), new ScriptBuilder(new ScriptFunctions())), new SourcePlace("x", 1, 1)).ReadLine();
            Assert.That((string.Join(",", read.Tags), read.Id), Is.EqualTo((tags, id)));
        }

        [TestCase("say \"a\\\"b\"", "say:a\"b")]
        [TestCase("say \"a\\\\b\" c", "say:a\\b,c")]
        [TestCase("open C:\\temp\\x.png", "open:C:\\temp\\x.png")]
        [TestCase("say \"a\\nb\"", "say:a\\nb")]
        [TestCase("say \\[x\\]", "say:\\[x\\]")]
        [TestCase("say {\"[x]\"}", "say:[x]")]
        public void A_command_keeps_its_backslashes(string command, string expected) =>
            Assert.That(ScriptPlay.Run($"<<{command}>>"), Is.EqualTo($"<{expected}>"));

        [TestCase("{\"配列[0]\"}です", "配列［0］です")]
        [TestCase("{\"[重要]\"}お知らせ", "［重要］お知らせ")]
        [TestCase("[nomarkup]{\"[face:shy]\"}[/nomarkup]x", "［face:shy］x")]
        [TestCase("{\"[face:shy]\"}x{\"[em]y[/em]\"}", "[face:shy]x[em]y[/em]")]
        [TestCase("[select value={1} 1=\"配列[0]\" other=\"x\"/]です", "配列［0］です")]
        [TestCase("[select value={1} 1=\"\\[face:a\\]\" other=\"x\"/]です", "［face:a］です")]
        [TestCase("[plural value={2} one=\"x\" other=\"%個[注]\"/]", "2個［注］")]
        [TestCase("[select value={\"[0]\"} m=\"x\"/]", "［0］")]
        public void Brackets_that_a_formula_gives_are_shown_unless_they_are_markup(string row, string expected) =>
            Assert.That(ScriptPlay.Run(row), Is.EqualTo(expected));

        [TestCase("-> はい\n    彼女は笑った。\n-> いいえ\n    彼女は黙った。\n　その日の帰り道。", "?はい/いいえ|彼女は笑った。|　その日の帰り道。")]
        [TestCase("=> はい\n    x\n　その日の帰り道。", "はい|x|　その日の帰り道。")]
        [TestCase("　絢音: はい", "絢音「はい」")]
        [TestCase("-> A\n    -> B\n\tb\n    -> C\n\tc", "?A|?B/C|b")]
        [TestCase("\u200B-> A\n-> B\u200B\n\uFEFFMae: hi\u200B", "?A/B|Mae「hi」")]
        [TestCase("a\n\u200B===\u200B\n\u200Btitle: B\n---\u200B\nb", "a")]
        public void Only_blanks_and_tabs_indent(string body, string expected) => Assert.That(ScriptPlay.Run(body, 0, 0), Is.EqualTo(expected));

        [TestCase("-> はい\n　彼女は笑った。", "(4,1)", "does not indent")]
        [TestCase("-> A\n \tb", "(4,3)", "mixes blanks and tabs")]
        [TestCase("a very long row of words: b", "(3,25)", "too long for a name")]
        [TestCase("そうね、あれは: はい", "(3,8)", "too long for a name")]
        public void What_may_be_meant_otherwise_is_told(string body, string place, string words) =>
            Assert.That(Script.Parse($"title: A\n---\n{body}\n===", "Tea.yarn").Warnings.Single(), Does.StartWith("Tea.yarn" + place).And.Contains(words));

        [Test]
        public void A_function_of_the_game_that_fails_is_told_with_its_place()
        {
            var functions = new ScriptFunctions().Add("boom", (System.Func<double>)(() => throw new System.InvalidOperationException("closed")));
            var play = new ScriptPlay(Script.Parse("title: Start\n---\n{boom()}\n===", "Tea.yarn", functions));
            play.Runner.Start();
            Assert.That(() => play.Runner.Next(), Throws.TypeOf<OjousamaException>().With.Message.StartsWith("Tea.yarn(3,2)").And.Message.Contains("boom failed: closed"));
        }

        [TestCase("<<set $x = $x + 1>>\n{$x}", "1")]
        [TestCase("<<set $x = $x + \"a\">>\n{$x}", "a")]
        [TestCase("<<set $x = not $x>>\n{$x}", "True")]
        [TestCase("<<set $y = 1>>\n<<set $x = $x + $y>>\n{$x}", "1")]
        [TestCase("<<jump { \"B\" + \"\" }>>\n===\ntitle: B\n---\nb", "b")]
        public void What_can_be_found_out_need_not_be_said(string body, string expected) => Assert.That(ScriptPlay.Run(body), Is.EqualTo(expected));

        [TestCase("10:30に来て", "10:30に来て")]
        [TestCase("???: Hello", "???「Hello」")]
        [TestCase("？？？: 誰？", "？？？「誰？」")]
        [TestCase("……: x", "……「x」")]
        [TestCase("\\[A\\]: x", "［A］「x」")]
        [TestCase("絢音（心の声）: そうね", "絢音（心の声）「そうね」")]
        [TestCase("Mae (angry): Go", "Mae (angry)「Go」")]
        [TestCase("Wham!: Hi", "Wham!「Hi」")]
        [TestCase("{1}:{30}に", "1:30に")]
        [TestCase("明日 １０：３０に来て", "明日 １０：３０に来て")]
        [TestCase("3:0で勝った: 本当に", "3:0で勝った: 本当に")]
        [TestCase("see http://a.b", "see http://a.b")]
        [TestCase("絢音 : あら", "絢音「あら」")]
        [TestCase("小野寺　絢音: 10:30に", "小野寺　絢音「10:30に」")]
        [TestCase("部屋2: 30人", "部屋2「30人」")]
        public void A_colon_stands_behind_a_name_only(string row, string expected) => Assert.That(ScriptPlay.Run(row), Is.EqualTo(expected));

        [TestCase("＜＜stop＞＞")]
        [TestCase("－＞ はい")]
        [TestCase("→ はい")]
        [TestCase("＝＞ はい")]
        [TestCase("はい｛$affection｝")]
        [TestCase("はい ＃tag")]
        [TestCase("-> はい ＃tag")]
        public void Signs_in_full_width_are_shown_and_told(string row) =>
            Assert.That(Script.Parse($"title: A\n---\n{row}\n===", "Tea.yarn").Warnings.Single(), Does.StartWith("Tea.yarn(3,").And.Contains("in half width"));

        [TestCase("{(", "1", ")}")]
        [TestCase("{not ", "true", "}")]
        [TestCase("{1 + ", "1", "}")]
        [TestCase("{round(", "1", ")}")]
        [TestCase("<<if true>>\n", "a", "\n<<endif>>")]
        [TestCase("<<once>>\n", "a", "\n<<endonce>>")]
        public void What_nests_too_deep_is_refused_and_what_nests_deep_is_played(string opening, string inner, string closing)
        {
            string Nest(int depth) => opening[0] == '{'
                ? "{" + string.Concat(Enumerable.Repeat(opening.Substring(1), depth)) + inner + string.Concat(Enumerable.Repeat(closing.Replace("}", ""), depth)) + "}"
                : string.Concat(Enumerable.Repeat(opening, depth)) + inner + string.Concat(Enumerable.Repeat(closing, depth));
            Assert.That(ScriptPlay.Run(Nest(60)), Is.Not.Empty);
            Assert.That(() => ScriptPlay.Run(Nest(20_000)), Throws.TypeOf<OjousamaException>().With.Message.Contains("more than").And.Message.StartsWith("Test.yarn("));
        }

        [Test]
        public void Smart_variables_that_hang_on_each_other_are_checked_once_each()
        {
            string Chain(int length) => "<<declare $v0 = 1>>\n<<set $v0 = 2>>\n"
                + string.Concat(Enumerable.Range(1, length).Select(i => $"<<declare $v{i} = $v{i - 1} + $v{i - 1}>>\n")) + $"{{$v{length}}}";
            Assert.That(ScriptPlay.Run(Chain(8)), Is.EqualTo("512"));
            Assert.That(() => ScriptPlay.Run(Chain(40)), Throws.TypeOf<OjousamaException>().With.Message.Contains("steps"));
        }

        [TestCase("never", "False0")]
        [TestCase("always", "True1")]
        public void Visits_of_a_node_that_is_not_tracked_are_not_counted(string tracking, string expected)
        {
            var play = new ScriptPlay(Script.Parse(
                $"title: A\n---\n<<jump B>>\n===\ntitle: B\ntracking: {tracking}\n---\n<<jump C>>\n===\ntitle: C\n---\n{{visited(\"B\")}}{{visited_count(\"B\")}}\n===", "x"));
            play.Runner.Start();
            Assert.That(play.ToEnd(), Is.EqualTo(expected));
        }

        [TestCase("<<declare $x = 1 as string>>", "(3,16)", "a text is wanted")]
        [TestCase("<<declare $x = $y as bool>>\n<<set $y = 1>>", "(3,16)", "true or false is wanted")]
        [TestCase("<<declare $x = 1 as date>>", "(3,21)", "number, bool, string")]
        [TestCase("<<declare $x = 1 as number 2>>", "(3,28)", "left over")]
        [TestCase("<<declare $y = 1>>\n<<declare $y = 2>>", "(4,11)", "line 3")]
        [TestCase("<<declare $y = 1>>\n===\ntitle: B\n---\n<<declare $y = 3>>", "(7,11)", "line 3")]
        [TestCase("<<declare $affection = \"a\">>", "(3,24)", "a number is wanted")]
        [TestCase("<<declare $affection = $x>>\n<<set $x = 1>>", "(3,11)", "talks set $affection")]
        [TestCase("<<declare $a = $b>>\n<<declare $b = $a>>", "(4,16)", "worked out from itself")]
        [TestCase("<<declare $a = $b + 1>>", "(3,16)", "nothing ever sets $b")]
        [TestCase("<<declare $a = $b + 1>>\n<<set $b = 1>>\n<<set $a = 2>>", "(5,7)", "cannot be set")]
        [TestCase("<<if false>>\na\n<<else if false>>\nb\n<<endif>>", "(5,8)", "<<elseif")]
        [TestCase("<<if false>>\n<<else>> b\n<<endif>>", "(4,9)", "row of its own")]
        [TestCase("<<if false>>\n<<endif>> b", "(4,10)", "row of its own")]
        [TestCase("<<if false>>\n<<endif b>>", "(4,9)", "<<endif>>")]
        [TestCase("<<if true>>\n<<elif false>>\n<<endif>>", "(4,1)", "<<elseif …>>")]
        [TestCase("<<if true>>\n<<end if>>", "(4,1)", "<<endif>>")]
        [TestCase("<<Set $x = 1>>", "(3,1)", "<<set>>")]
        [TestCase("<<if(true)>>\n<<endif>>", "(3,1)", "<<if>>")]
        [TestCase("<<STOP>>", "(3,1)", "<<stop>>")]
        [TestCase("<<declare $x = 1 as string>>\n<<declare $x = 1>>", "(3,16)", "a text is wanted")]
        [TestCase("<<stop now>>", "(3,8)", "<<stop>>")]
        [TestCase("<<stop>> b", "(3,9)", "row of its own")]
        [TestCase("<<stop>> <<stop>>", "(3,9)", "row of its own")]
        [TestCase("<<jump {$x}>>", "(3,8)", "not supported")]
        [TestCase("{$x = 1}", "(3,5)", "Compare with ==")]
        [TestCase("{\"a}", "(3,2)", "a text is not closed")]
        [TestCase("Hi #line:a#line:b", "(3,11)", "Keep one")]
        [TestCase("-> A <<if true>> B", "(3,18)", "behind a condition")]
        [TestCase("-> A <<if true>> <<if true>>", "(3,18)", "second condition")]
        [TestCase("{\"a\"}: b", "(3,1)", "Write the name itself")]
        [TestCase("Guard {1}: Halt", "(3,7)", "Write the name itself")]
        [TestCase("絢音[face:smile]: はい", "(3,3)", "behind the colon")]
        [TestCase("絢音（小声）：はい", "(3,7)", "half-width colon")]
        [TestCase("Hello\\nWorld", "(3,6)", "means nothing")]
        [TestCase("-> a\\nb", "(3,5)", "means nothing")]
        [TestCase("{\"a\\nb\"}", "(3,4)", "means nothing")]
        [TestCase("[select value={1} 1=\"a\\nb\" other=\"x\"/]", "(3,23)", "means nothing")]
        [TestCase("Hi #a<<once>>", "(3,6)", "among the hashtags")]
        [TestCase("-> a #t<<once>>", "(3,8)", "among the hashtags")]
        [TestCase("　-> はい", "(3,1)", "half-width blanks")]
        [TestCase("[select value=$g m=\"he\" f=\"she\"/]", "(3,15)", "no variable")]
        [TestCase("<<<stop>>", "(3,1)", "<<stop>>")]
        [TestCase("<<<bg garden>>", "(3,1)", "too many")]
        [TestCase("<<else:>>", "(3,1)", "<<else>>")]
        [TestCase("<<if $met == true>>\n<<endif>>", "(3,6)", "or = false")]
        [TestCase("{.5}", "(3,2)", "Write 0.5")]
        [TestCase("a <<if(true)>>", "(3,5)", "a blank is missing")]
        [TestCase("a <<once if(true)>>", "(3,10)", "a blank is missing")]
        [TestCase("[/]です", "(3,1)", "closes nothing")]
        [TestCase("<<set $x = $x>>", "(3,12)", "nothing ever sets $x")]
        [TestCase("{random()}", "(3,2)", "chance")]
        [TestCase("{dice(6)}", "(3,2)", "chance")]
        [TestCase("{roll(6)}", "(3,2)", "no function roll")]
        [TestCase("{round(1, 2)}", "(3,2)", "takes 1 values")]
        [TestCase("{round(\"a\")}", "(3,8)", "a number is wanted")]
        [TestCase("{max(1, 2}", "(3,10)", "“)”")]
        [TestCase("a\0b", "(3,2)", "U+0000")]
        [TestCase("    \u001B[31m", "(3,5)", "U+001B")]
        [TestCase("<<\u200Bset $a = 1>>", "(3,1)", "Write <<set>>")]
        [TestCase("x\ntitle: B\n---\ny", "(5,1)", "Write ===")]
        [TestCase("<<set $a to3>>", "(3,10)", "is missing")]
        [TestCase("->\n-> B", "(3,3)", "no words")]
        [TestCase("-> <<if true>>", "(3,4)", "no words")]
        [TestCase("#tag", "(3,1)", "no words")]
        [TestCase("絢音:", "(3,1)", "no words")]
        [TestCase("[[One|Two]]", "(3,1)", "<<jump Node>>")]
        [TestCase("[select value={1} 1=\"yes /]", "(3,1)", "not closed")]
        [TestCase("[plural {1} one=\"x\"]", "(3,1)", "not closed")]
        [TestCase("{visited(\"A\" + \"B\")}", "(3,10)", "no node “AB”")]
        [TestCase("{visited(\"A\" + $talk_exit)}", "(3,10)", "not written out")]
        [TestCase("<<ojousama_topic $x \"\">>\n<<ojousama_talk \"t\" 2>>", "(3,18)", "the words that tell it")]
        [TestCase("<<ojousama_topic $x-y a>>\n<<ojousama_talk \"t\" 2>>", "(3,18)", "the words that tell it")]
        [TestCase("<<ojousama_talk \"\" 2>>", "(3,17)", "an id")]
        [TestCase("<<ojousama_talk t 2 $x-y>>", "(3,17)", "no variable")]
        [TestCase("<<ojousama-talk t 2>>", "(3,1)", "<<ojousama_talk …>>")]
        [TestCase("[plural value=a other=b/]", "(3,15)", "“a” is no number")]
        [TestCase("[plural value={\"a\"} other=b/]", "(3,16)", "a number is wanted")]
        [TestCase("[plural value=1 one=b/]", "(3,1)", "otherwise")]
        [TestCase("[plural value=1 most=b other=c/]", "(3,17)", "knows no most")]
        [TestCase("[plural one=a other=b/]", "(3,1)", "the value of [plural] is missing")]
        [TestCase("[select value=a a=b]", "(3,1)", "not closed")]
        [TestCase("[select value={$x} a=b/]", "(3,16)", "nothing ever sets $x")]
        [TestCase("[nomarkup]a", "(3,1)", "[/nomarkup]")]
        [TestCase("a[/em]", "(3,2)", "closes nothing")]
        [TestCase("[face=shy much=very /]", "(3,11)", "one value")]
        public void What_Yarn_refuses_is_refused(string body, string place, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse($"title: A\n---\n{body}\n===", "Tea.yarn"))!;
            Assert.That(error.Message, Does.StartWith("Tea.yarn" + place).And.Contains(words));
        }

        [TestCase("title: A\ntracking: often", "(2,1)", "tracking: never")]
        [TestCase("title: A\ntitle: B", "(2,1)", "a title already")]
        [TestCase("Title: A", "(1,1)", "Write title:")]
        [TestCase("title: $A", "(1,1)", "letters and digits")]
        [TestCase("title: \"A\"", "(1,1)", "letters and digits")]
        public void Headers_that_are_not_understood_are_refused(string headers, string place, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse(headers + "\n---\nx\n===", "Tea.yarn"))!;
            Assert.That(error.Message, Does.StartWith("Tea.yarn" + place).And.Contains(words));
        }
    }
}
