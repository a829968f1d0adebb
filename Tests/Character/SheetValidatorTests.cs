using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Character;

namespace Ojousama.Tests.Character
{
    public sealed class SheetValidatorTests
    {
        [Test]
        public void A_sound_sheet_has_no_problem() => Assert.That(SheetValidator.Check(Sound()), Is.Empty);

        public static IEnumerable<TestCaseData> Faults()
        {
            yield return Fault("version", s => s.version = 1);
            yield return Fault("name", s => s.name = "");
            yield return Fault("reading", s => s.reading = "絢音");
            yield return Fault("age", s => s.age = -1);
            yield return Fault("instruction", s => s.instruction = "一行目\n二行目");
            yield return Fault("speech.bannedEndings", s => s.speech.bannedEndings.Add("ですわ"));
            yield return Fault("speech.stages[1].fromAffection", s => s.speech.stages.Add(new ClosenessStage { secondPerson = "君" }));
            yield return Fault("sampleLines[0].reply", s => s.sampleLines[0].reply = "俺ですわ");
            yield return Fault("facts[0].text", s => s.facts[0].text = "句点がない");
            yield return Fault("facts[1].text", s => s.facts.Add(s.facts[0]));
            yield return Fault("facts[0].questions[1]", s => s.facts[0].questions.Add("お名前は？"));
            yield return Fault("facts[0].gate", s => s.facts[0].gate = "chapter >=");
            yield return Fault("facts[0].knownBy", s => s.facts[0].knownBy.Add(s.name));
            yield return Fault("memorySlots[0].name", s => s.memorySlots[0].name = "呼び名");
            yield return Fault("memorySlots[0].fact", s => s.memorySlots[0].fact = "名前を知っている。");
            yield return Fault("memorySlots[0].patterns[0]", s => s.memorySlots[0].patterns[0] = "{value}");
            yield return Fault("memorySlots[0].examples", s => s.memorySlots[0].cues.Add("名前"));
            yield return Fault("memorySlots[0].cues", s => s.memorySlots[0].examples.Add(new SlotExample { line = "俺はケン", value = "ケン" }));
            yield return Fault("memorySlots[0].examples[1].value", s =>
            {
                s.memorySlots[0].cues.Add("名前");
                s.memorySlots[0].examples.Add(new SlotExample { line = "君の名前は？" });
                s.memorySlots[0].examples.Add(new SlotExample { line = "俺はケン", value = "タカシ" });
            });
            yield return Fault("expressions", s => s.expressions.Clear());
            yield return Fault("expressions[1].name", s => s.expressions.Add(s.expressions[0]));
            yield return Fault("fallbackLine", s => s.fallbackLine = " ");
            yield return Fault("fallbacks[0].situation", s => s.fallbacks[0].situation = (FallbackSituation)99);
            yield return Fault("model.contextTokens", s => s.model.contextTokens = 100);
            yield return Fault("sampling.minP", s => s.sampling.minP = float.NaN);

            static TestCaseData Fault(string field, Action<CharacterSheet> spoil) => new TestCaseData(field, spoil).SetArgDisplayNames(field);
        }

        [TestCaseSource(nameof(Faults))]
        public void A_fault_is_named_with_its_field_and_a_cure(string field, Action<CharacterSheet> spoil)
        {
            CharacterSheet sheet = Sound();
            spoil(sheet);

            SheetProblem problem = SheetValidator.Check(sheet).Single();
            var error = Assert.Throws<OjousamaException>(() => SheetValidator.ThrowIfInvalid(sheet, "Ayane.asset"));

            Assert.That(problem.Field, Is.EqualTo(field));
            Assert.That(problem.Remedy, Is.Not.Empty);
            Assert.That(error!.Message, Does.StartWith($"In Ayane.asset, {field}: ").And.EndWith(problem.Remedy + "."));
        }

        [Test]
        public void A_sheet_of_version_1_is_brought_up()
        {
            CharacterSheet sheet = Sound();
            sheet.version = 1;
            sheet.speech = new SpeechStyle();

            Assert.That(SheetMigration.ToCurrent(sheet, "Old.asset"), Is.True);

            Assert.That(SheetValidator.Check(sheet), Is.Empty);
            Assert.That(sheet.speech.StageAt(0)!.secondPerson, Is.EqualTo("あなた"));
            Assert.That(SheetMigration.ToCurrent(sheet, "Old.asset"), Is.False);
        }

        [TestCase(0, "Set its field")]
        [TestCase(CharacterSheet.CurrentVersion + 1, "Update the package")]
        public void A_version_that_is_not_known_is_refused(int version, string remedy)
        {
            CharacterSheet sheet = Sound();
            sheet.version = version;

            var error = Assert.Throws<OjousamaException>(() => SheetMigration.ToCurrent(sheet, "Odd.asset"));

            Assert.That(error!.Message, Does.Contain("Odd.asset").And.Contain(remedy));
        }

        [Test]
        public void Fallback_lines_take_turns_and_the_common_one_serves_the_rest()
        {
            CharacterSheet sheet = Sound();
            sheet.fallbacks.Add(new FallbackLine { situation = FallbackSituation.Failed, text = "二つ目。" });

            Assert.That(Enumerable.Range(-1, 4).Select(turn => sheet.FallbackFor(FallbackSituation.Failed, turn)), Is.EqualTo(new[] { "二つ目。", "一つ目。", "二つ目。", "一つ目。" }));
            Assert.That(sheet.FallbackFor(FallbackSituation.Farewell), Is.EqualTo(sheet.fallbackLine));
        }

        [TestCase(-5, "そちら")]
        [TestCase(39.9, "そちら")]
        [TestCase(40, "あなた")]
        [TestCase(1000, "あなた")]
        public void A_stage_holds_from_its_affection_on(double affection, string secondPerson)
        {
            var speech = new SpeechStyle();
            speech.stages.Add(new ClosenessStage { secondPerson = "そちら" });
            speech.stages.Add(new ClosenessStage { fromAffection = 40, secondPerson = "あなた" });

            Assert.That(speech.StageAt(affection)!.secondPerson, Is.EqualTo(secondPerson));
        }

        static CharacterSheet Sound()
        {
            var sheet = new CharacterSheet { name = "小野寺絢音", reading = "おのでらあやね", age = 17, instruction = "お嬢様として一文で答える。", fallbackLine = "失礼。" };
            sheet.speech.likedEndings.Add("ですわ");
            sheet.speech.bannedWords.Add("俺");
            sheet.speech.stages.Add(new ClosenessStage { fromAffection = 0, secondPerson = "あなた", politeness = "丁寧" });
            sheet.sampleLines.Add(new SampleLine { player = "やあ", reply = "ごきげんようですわ" });
            sheet.facts.Add(new Fact { text = "名前は小野寺絢音。", questions = { "お名前は？" }, gate = "chapter >= 1" });
            sheet.memorySlots.Add(new MemorySlot { name = "nickname", label = "呼び名", fact = "お相手の名前は{value}。", patterns = { "名前は{value}" } });
            sheet.fallbacks.Add(new FallbackLine { situation = FallbackSituation.Failed, text = "一つ目。" });
            return sheet;
        }
    }
}
