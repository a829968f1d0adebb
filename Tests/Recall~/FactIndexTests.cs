using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Recall;
using Ojousama.Tests.Dialogue;

namespace Ojousama.Tests.Recall;

public sealed class FactIndexTests
{
    const string Question = "ペット飼ってる？";

    [Test]
    public async Task A_fact_is_told_once_its_gate_opens()
    {
        FactIndex index = await IndexAsync(new Fact { text = "猫を飼っている。", gate = "affection >= 40" }, new Fact { text = "名前は絢音。" });

        Assert.That(await TextsAsync(index, new State { ["affection"] = 39 }), Does.Not.Contain("猫を飼っている。"));
        Assert.That(await TextsAsync(index, new State { ["affection"] = 40 }), Does.Contain("猫を飼っている。"));
        Assert.That(await TextsAsync(index, null), Does.Not.Contain("猫を飼っている。"), "without a state nothing is unlocked");
    }

    [Test]
    public async Task Facts_are_added_replaced_and_removed()
    {
        FactIndex index = await IndexAsync(new Fact { text = "名前は絢音。" }, new Fact { text = "東京に住んでいる。" });

        await index.UpsertAsync([new Fact { text = "猫を飼っている。" }, new Fact { text = "名前は絢音。", questions = { "お名前は？" } }]);
        Assert.That(index.Count, Is.EqualTo(3));
        Assert.That((await TextsAsync(index, null))[0], Is.EqualTo("猫を飼っている。"));
        Assert.That((await index.ExplainAsync("お名前は？")).Scores[0].NearestForm, Is.EqualTo("お名前は？"));

        Assert.That(index.Remove("名前は絢音。"), Is.True);
        Assert.That(index.Remove("名前は絢音。"), Is.False);
        Assert.That(await TextsAsync(index, null), Does.Not.Contain("名前は絢音。").And.Contain("猫を飼っている。"), "the rows behind it moved with their facts");
    }

    [Test]
    public async Task Any_order_of_changes_gives_the_index_that_one_build_gives([Values] RowFormat format)
    {
        Fact[] facts = [.. Questions.Sheet("Ayane").facts];
        var random = new Random(5);
        FactIndex changed = await FactIndex.BuildAsync([], "", RecallFixture.Embedder, format: format);
        for (int i = 0; i < 200; i++)
        {
            Fact fact = facts[random.Next(facts.Length)];
            if (random.Next(2) == 0)
                await changed.UpsertAsync([fact]);
            else
                changed.Remove(fact.text);
        }

        await changed.UpsertAsync(facts);
        FactIndex built = await FactIndex.BuildAsync(facts, "", RecallFixture.Embedder, format: format);

        Assert.That(changed.Floor, Is.EqualTo(built.Floor));
        Assert.That(
            (await changed.ExplainAsync(Question)).Scores.Select(s => (s.Text, s.Score, s.NearestForm)),
            Is.EqualTo((await built.ExplainAsync(Question)).Scores.Select(s => (s.Text, s.Score, s.NearestForm))));
    }

    [Test]
    public async Task Explain_shows_every_score_and_what_made_it()
    {
        FactIndex index = await IndexAsync(
            new Fact { text = "誕生日は6月12日。", questions = { "誕生日はいつ？" }, gate = "met" }, new Fact { text = "名前は絢音。" });

        RecallReport report = await index.ExplainAsync("たんじょうびはいつ？");

        Assert.Multiple(() =>
        {
            Assert.That(report.Line, Is.EqualTo("誕生日はいつ？"));
            Assert.That(report.Scores.Select(s => s.Text), Is.EqualTo(new[] { "誕生日は6月12日。", "名前は絢音。" }));
            Assert.That(report.Scores.Select(s => s.IsOpen), Is.EqualTo(new[] { false, true }));
            Assert.That(report.Scores[0].NearestForm, Is.EqualTo("誕生日はいつ？"));
            Assert.That(report.Scores[0].Nearest, Is.EqualTo(1f).Within(1e-3), "the very question is a form");
            Assert.That(report.Scores[0].Score, Is.EqualTo((report.Scores[0].Whole + report.Scores[0].Nearest) / 2).Within(1e-5));
        });
    }

    [Test]
    public async Task A_wrong_gate_leaves_the_index_as_it_was()
    {
        FactIndex index = await IndexAsync(new Fact { text = "名前は絢音。" });

        Assert.That(() => index.UpsertAsync([new Fact { text = "秘密。", gate = "chapter >=" }]), Throws.InstanceOf<OjousamaException>());
        Assert.That(index.Count, Is.EqualTo(1));
    }

    /// <summary>5,000 random states of the game; every heroine, and lines that ask for each of her secrets. Every fifth line is foreseen in another state.</summary>
    [Test]
    public async Task No_state_of_the_game_lets_a_locked_fact_into_a_prompt()
    {
        var random = new Random(11);
        var heroines = new List<(CharacterSheet Sheet, FactIndex Index, Dictionary<string, Gate> Gates, string[] Lines)>();
        foreach (string name in new[] { "Ayane61", "Misaki", "Rin", "Koharu" })
        {
            CharacterSheet sheet = Questions.Sheet(name);
            FactIndex index = await FactIndex.BuildAsync(sheet.facts, sheet.name, RecallFixture.Embedder);
            string[] lines = [.. sheet.facts.Where(f => f.gate.Length > 0).Select(f => f.questions[0])];
            heroines.Add((sheet, index, sheet.facts.ToDictionary(f => f.text, f => Gate.Parse(f.gate)), lines));
        }

        int secretsTold = 0;
        for (int i = 0; i < 5000; i++)
        {
            var (sheet, index, gates, lines) = heroines[i % heroines.Count];
            string line = lines[random.Next(lines.Length)];
            var model = new ScriptedModel("ええ。");
            var state = new State();
            var conversation = new Conversation(sheet, model, index, options: new ConversationOptions { State = state });
            if (i % 5 == 0)
            {
                Shuffle(state, random);
                conversation.Prefetch([line]);
            }

            Shuffle(state, random);
            DialogueItem[] items = await conversation.SayAsync(line).ToArrayAsync();

            Turn turn = items.OfType<TurnFinished>().Single().Turn;
            string told = string.Concat(i % 5 == 0 ? turn.Exchange.Facts : model.Requests.SelectMany(r => r.Prompt).Select(s => s.Text));
            foreach (var (fact, gate) in gates.Where(g => !g.Value.IsOpen(state)))
                Assert.That(told, Does.Not.Contain(fact), string.Join(", ", state));
            secretsTold += turn.Exchange.Facts.Any(f => sheet.facts.Find(s => s.text == f)!.gate.Length > 0) ? 1 : 0;
        }

        Assert.That(secretsTold, Is.InRange(1000, 4500), "secrets are told in some states and kept in others");
    }

    static void Shuffle(State state, Random random)
    {
        state["chapter"] = random.Next(0, 6);
        state["affection"] = random.Next(-20, 100);
        foreach (string flag in new[] { "party_promised", "festival_over", "misaki_decided", "rin_umbrella", "koharu_book", "koharu_stays" })
            state[flag] = random.Next(2);
    }

    static Task<FactIndex> IndexAsync(params Fact[] facts) => FactIndex.BuildAsync(facts, "", RecallFixture.Embedder);

    static async Task<string[]> TextsAsync(FactIndex index, IGameState? state) => [.. (await index.RecallAsync(Question, 2, state)).Select(f => f.Text)];

    sealed class State : Dictionary<string, double>, IGameState
    {
        public double ValueOf(string name) => this.GetValueOrDefault(name);
    }
}
