using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Judging;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Package;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>What a judge is asked, when it is believed, and how a local one chooses.</summary>
public sealed class JudgeTests
{
    [Test]
    public void A_judge_that_goes_by_place_or_against_people_or_knows_too_few_pairs_is_not_believed()
    {
        JudgeGate sound = Of(60, i => (BetterReply.A, i < 51 ? 0.9 : 0.2, i < 51 ? 0.8 : 0.1));
        JudgeGate byPlace = Of(60, _ => (BetterReply.A, 0.9, 0.1));
        JudgeGate contrary = Of(60, i => (BetterReply.B, i < 30 ? 0.9 : 0.2, i < 30 ? 0.9 : 0.2));
        JudgeGate mute = Of(60, _ => (BetterReply.A, null, null));
        JudgeGate few = Of(49, _ => (BetterReply.A, 0.9, 0.9));
        Assert.Multiple(() =>
        {
            Assert.That((sound.IsPassed, sound.Consistency, sound.Agreement), Is.EqualTo((true, 1.0, 51 / 60.0)));
            Assert.That((byPlace.IsPassed, byPlace.Consistency, byPlace.Agreement), Is.EqualTo((false, 0.0, 0.5)));
            Assert.That((contrary.IsPassed, contrary.Consistency, contrary.Agreement), Is.EqualTo((false, 1.0, 0.5)));
            Assert.That((mute.IsPassed, mute.Consistency, mute.Agreement), Is.EqualTo((false, 0.0, 0.0)));
            Assert.That(few.IsPassed, Is.False);
        });

        static JudgeGate Of(int pairs, Func<int, (BetterReply, double?, double?)> answer) => JudgeGate.Of([.. Enumerable.Range(0, pairs).Select(answer)]);
    }

    [Test]
    public async Task A_local_judge_gives_its_reason_and_the_probabilities_of_all_marks_and_the_same_each_time()
    {
        var sheet = SheetFile.Read(Path.Combine(PackageFolder.Root, "Samples~/DatingSim/Characters/Ayane.asset"));
        var talk = new Answered("1", [new AnsweredTurn("お名前は？", [], "小野寺絢音と申しますわ")]);
        JudgeQuestion question = Axis.All[0].Ask(new Scene(sheet).Describe(talk));
        Assert.That(question.Text, Does.Contain("・名前は小野寺絢音。").And.Contain("相手：お名前は？\n絢音：小野寺絢音と申しますわ").And.Contain("7点："));

        using LocalJudge judge = await LocalJudge.LoadAsync(LlamaFixture.Model, threads: 1);
        Judgement first = await judge.AskAsync(question), second = await judge.AskAsync(question);
        TestContext.Out.WriteLine($"{first.Reason} → {string.Join(' ', first.Probabilities!.Select(p => p.ToString("F2")))}");
        Assert.Multiple(() =>
        {
            Assert.That(first.Probabilities, Has.Count.EqualTo(7));
            Assert.That(first.Probabilities!.Sum(), Is.EqualTo(1).Within(1e-6));
            Assert.That(first.Probabilities!.Distinct().Count(), Is.GreaterThan(1), "the model's own odds, not one choice");
            Assert.That(first.Reason, Does.Not.Contain(question.Label));
            Assert.That(first.PromptTokens, Is.GreaterThan(300));
            Assert.That(second.Reason, Is.EqualTo(first.Reason));
        });
    }
}
