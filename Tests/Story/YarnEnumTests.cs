using System;
using NUnit.Framework;
using Ojousama.Story;

namespace Ojousama.Tests.Story
{
    /// <summary>Enums, and functions of the game's own, as Yarn Spinner 3 has them.</summary>
    public sealed class YarnEnumTests
    {
        const string Drinks = "<<enum Drink>>\n<<case Tea>>\n<<case Milk>>\n<<endenum>>\n<<enum Quest>>\n<<case Open = \"is-open\">>\n<<case Done = \"is-done\">>\n<<endenum>>\n";

        [TestCase("<<declare $d = Drink.Milk as Drink>>\n<<if $d == Drink.Milk>>\n    a\n<<endif>>", "a")]
        [TestCase("<<declare $d = .Milk>>\n<<set $d to .Tea>>\n{$d == Drink.Tea} {$d != .Milk} {.Tea == $d}", "True True True")]
        [TestCase("<<set $d = .Milk>>\n{$d}", "1")]
        [TestCase("<<if $d == .Tea>>\n    a\n<<endif>>\n<<set $d = Drink.Milk>>", "a")]
        [TestCase("{string(Quest.Done)} {number(Drink.Milk)} {Quest.Open}", "is-done 1 is-open")]
        [TestCase("<<declare $q = Quest.Open>>\n<<set $q = Quest.Done>>\n[select value={$q} is-done=\"済\" other=\"未\" /]", "済")]
        [TestCase("<<declare $tea = $d == .Tea>>\n<<declare $d = Drink.Tea>>\n{$tea}\n<<set $d = .Milk>>\n{$tea}", "True|False")]
        public void Enums_are_kinds_of_their_own(string body, string expected) => Assert.That(ScriptPlay.Run(Drinks + body), Is.EqualTo(expected));

        [Test]
        public void A_case_without_its_enum_is_that_of_the_variable()
        {
            const string two = "<<enum A>>\n<<case One>>\n<<case Two>>\n<<endenum>>\n<<enum B>>\n<<case Zero>>\n<<case One>>\n<<endenum>>\n";
            Assert.That(ScriptPlay.Run(two + "<<declare $b = B.Zero>>\n<<set $b = .One>>\n{$b} {$b == .One}"), Is.EqualTo("1 True"));
            Assert.That(ScriptPlay.Run(two + "<<declare $a = .One as A>>\n{$a}"), Is.EqualTo("0"));
        }

        [Test]
        public void What_an_enum_variable_holds_is_in_the_state()
        {
            var play = new ScriptPlay(Drinks + "<<set $d = Drink.Milk>>\n<<set $q = Quest.Done>>\na");
            play.Runner.Start();
            play.Runner.Next();
            Assert.That(play.Transcript.State.ValueOf("d"), Is.EqualTo(1));
            Assert.That(play.Transcript.State.Texts["q"], Is.EqualTo("is-done"));
        }

        [TestCase("<<enum E>>\n<<endenum>>", "(3,1)", "no cases")]
        [TestCase("<<enum>>\n<<endenum>>", "(3,7)", "name of the enum")]
        [TestCase("<<enum E>>\n<<case A>>", "(5,1)", "no end")]
        [TestCase("<<enum E>>\n<<case A>>\nline\n<<endenum>>", "(5,1)", "no end")]
        [TestCase("<<enum E>>\n<<case A>>\n<<case A>>\n<<endenum>>", "(5,8)", "A already")]
        [TestCase("<<enum E>>\n<<case A = \"x\">>\n<<case B = \"x\">>\n<<endenum>>", "(5,8)", "same value")]
        [TestCase("<<enum E>>\n<<case A = 1>>\n<<case B = \"x\">>\n<<endenum>>", "(5,8)", "mix numbers and texts")]
        [TestCase("<<enum E>>\n<<case A = 1>>\n<<case B>>\n<<endenum>>", "(5,8)", "Give each a value, or none")]
        [TestCase("<<enum E>>\n<<case A = true>>\n<<endenum>>", "(4,8)", "a number or a text")]
        [TestCase("<<enum E>>\n<<case A = round(1)>>\n<<endenum>>", "(4,11)", "written out")]
        [TestCase("<<enum E>>\n<<case A = Drink.Tea>>\n<<endenum>>", "(4,11)", "written out")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<enum E>>\n<<case B>>\n<<endenum>>", "(6,1)", "line 3")]
        [TestCase("<<case A>>", "(3,1)", "outside of an enum")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<set $x = .B>>", "(6,12)", "no enum has the case B")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<set $x = E.B>>", "(6,12)", "E has no case B")]
        [TestCase("<<set $x = E.B>>", "(3,12)", "no enum E")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<enum F>>\n<<case A>>\n<<endenum>>\n<<set $x = .A>>", "(9,12)", "E.A or F.A")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<enum F>>\n<<case A>>\n<<endenum>>\n<<if E.A == F.A>>\nx\n<<endif>>", "(9,13)", "a case of E is wanted")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<declare $x = E.A>>\n<<set $x = 1>>", "(7,12)", "a case of E is wanted")]
        [TestCase("<<enum E>>\n<<case A>>\n<<endenum>>\n<<declare $x = E.A as F>>", "(6,23)", "no kind of value")]
        [TestCase("<<declare $x = 1 as Food>>", "(3,21)", "the name of an enum")]
        [TestCase("<<call trust(\"a\")>>", "(3,1)", "command of your own")]
        [TestCase("{trust(\"a\")}", "(3,2)", "no function trust")]
        public void What_Yarn_refuses_is_refused(string body, string place, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse($"title: A\n---\n{body}\n===", "Tea.yarn"))!;
            Assert.That(error.Message, Does.StartWith("Tea.yarn" + place).And.Contains(words));
        }

        [TestCase("{add_three(1, 2, add_three(1, 2, 3))}", "9")]
        [TestCase("<<set $b = is_kind(\"Ayane\")>>\n{$b} {greet(\"絢音\")}", "True ごきげんよう、絢音")]
        [TestCase("{greet(Quest.Done)}", "ごきげんよう、is-done")]
        [TestCase("<<declare $kind = is_kind($who)>>\n<<declare $who = \"x\">>\n{$kind}\n<<set $who = \"Ayane\">>\n{$kind}", "False|True")]
        public void A_games_own_functions_are_called(string body, string expected)
        {
            var play = new ScriptPlay(Script.Parse("title: Start\n---\n" + Drinks + body + "\n===", "Test.yarn", Functions()));
            play.Runner.Start();
            Assert.That(play.ToEnd(), Is.EqualTo(expected));
        }

        [TestCase("{add_three(1, 2)}", "takes 3 values")]
        [TestCase("{add_three(1, 2, \"x\")}", "a number is wanted")]
        [TestCase("{greet(Drink.Tea)}", "a text is wanted")]
        [TestCase("<<if greet(\"a\")>>\n<<endif>>", "true or false is wanted")]
        public void Their_values_are_checked(string body, string words)
        {
            var error = Assert.Throws<OjousamaException>(() => Script.Parse("title: Start\n---\n" + Drinks + body + "\n===", "Test.yarn", Functions()))!;
            Assert.That(error.Message, Does.StartWith("Test.yarn(").And.Contains(words));
        }

        [TestCase("visited")]
        [TestCase("round")]
        [TestCase("greet")]
        [TestCase("two words")]
        [TestCase("")]
        public void A_name_that_is_taken_or_none_is_refused(string name) =>
            Assert.That(() => Functions().Add(name, (Func<bool>)(() => true)), Throws.TypeOf<OjousamaException>());

        [Test]
        public void Types_that_no_formula_has_are_refused() =>
            Assert.That(() => new ScriptFunctions().Add("f", (Func<DateTime>)(() => DateTime.Now)), Throws.TypeOf<OjousamaException>().With.Message.Contains("double, bool or string"));

        static ScriptFunctions Functions() => new ScriptFunctions()
            .Add("add_three", (Func<double, double, double, double>)((a, b, c) => a + b + c))
            .Add("is_kind", (Func<string, bool>)(who => who == "Ayane"))
            .Add("greet", (Func<string, string>)(who => "ごきげんよう、" + who));
    }
}
