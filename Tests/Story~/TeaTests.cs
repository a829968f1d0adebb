using CsCheck;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.Tests.Saving;
using Ojousama.Text;
using Ojousama.TextBox;

namespace Ojousama.Tests.Story;

/// <summary>The sample's script, played through by players who do anything.</summary>
public sealed class TeaTests
{
    static readonly string Path = System.IO.Path.Combine(PackagePaths.FindCheckout()!, "Samples~", "DatingSim", "Story", "Tea.yarn.txt");

    static readonly Script Tea = Script.Load(Path);

    static readonly string[] Replies = ["ミュージカルが好きですの。", "バイオリンを習っておりましたわ。", "兄はアメリカですの。[affection:2]", "そうですわね。[affection:-2]", ""];

    [Test]
    public void Every_line_has_an_id_of_its_own_and_faces_that_the_sheet_knows()
    {
        string[] faces = ["neutral", "smile", "shy", "surprised", "sad", "pout", "proud"];
        foreach (var line in Tea.Code.OfType<Instruction.Line>())
        {
            Assert.That(line.Id, Does.Not.Contain("/"), "a line without #line:");
            string text = line.Text.Fill(Tea.Variables, new GameState());
            foreach (string tag in text.Split('[').Skip(1).Select(t => t.Split(']')[0]))
                Assert.That(faces.Select(f => "face:" + f), Does.Contain(tag));
            Assert.That(Markup.Strip(text).Length, Is.LessThanOrEqualTo(75), $"{line.Id} does not fit a page of 25 × 3");
        }
    }

    [Test]
    public async Task Every_play_comes_to_an_end_and_both_ends_are_reached()
    {
        var endings = new HashSet<string>();
        for (int seed = 0; seed < 200; seed++)
        {
            var play = new ScriptPlay(Tea);
            play.Runner.Start();
            await PlayAsync(play, play.Runner.Next(), new Random(seed), 0);
            endings.Add(play.Transcript.State.TextOf("ending"));
        }

        Assert.That(endings, Is.EquivalentTo(new[] { "good", "normal" }));
    }

    [Test]
    public async Task A_model_that_always_fails_still_leads_to_an_end()
    {
        var play = new ScriptPlay(Tea);
        play.Runner.Start();
        var seen = new List<string>();
        for (ScriptItem item = play.Runner.Next(); item is not ScriptEnd; item = play.Runner.Next())
        {
            seen.Add(ScriptPlay.Describe(item));
            if (item is ScriptOptions)
                play.Runner.Choose(1);
            while (item is ScriptTalk { Window.IsOver: false } talk)
                await ScriptPlay.Say(talk.Window, "やあ", "", new OjousamaException("It broke", "Mend it"));
        }

        Assert.That(seen, Does.Contain("絢音「[face:sad]ごめんなさい、今日はうまく言葉が出てきませんの。……そばにいてくださるだけで、結構ですわ。」"));
        Assert.That(play.Transcript.State.TextOf("ending"), Is.EqualTo("normal"));
    }

    /// <summary>Whatever is rolled back, jumped to, saved and loaded: what has happened in the end is what a play straight through would have brought.</summary>
    [Test]
    public Task Any_play_with_rollbacks_and_saves_amounts_to_a_straight_one() =>
        Gen.Int[0, int.MaxValue].SampleAsync(
            async seed =>
            {
                var play = new ScriptPlay(Tea);
                play.Runner.Start();
                await PlayAsync(play, play.Runner.Next(), new Random(seed), 40);
                Transcript straight = await StraightAsync(play.Transcript.Past());
                Assert.That(Events.Json(play.Transcript.Past()), Is.EqualTo(Events.Json(straight.Events)));
            },
            iter: 200);

    /// <summary>Makes the same choices and has the same talks, without looking back.</summary>
    static async Task<Transcript> StraightAsync(IReadOnlyList<GameEvent> past)
    {
        var play = new ScriptPlay(Tea);
        play.Runner.Start();
        var steps = new Queue<StepEvent>(past.OfType<StepEvent>().Where(s => s is ChoiceMade or TurnTaken));
        for (ScriptItem item = play.Runner.Next(); item is not ScriptEnd; item = play.Runner.Next())
        {
            if (item is ScriptOptions)
                play.Runner.Choose(((ChoiceMade)steps.Dequeue()).Option);
            if (item is not ScriptTalk talk)
                continue;
            while (steps.Peek() is TurnTaken)
            {
                var turn = (TurnTaken)steps.Dequeue();
                var error = turn.IsAuthored ? new OjousamaException("It broke", "Mend it") : null;
                await ScriptPlay.Say(talk.Window, turn.Exchange.PlayerLine, turn.Exchange.Reply, error);
            }

            if (((ChoiceMade)steps.Dequeue()).Text == "left")
                talk.Window.Leave();
        }

        return play.Transcript;
    }

    /// <summary>Plays to the end; so many times, the player does something else than read on.</summary>
    static async Task PlayAsync(ScriptPlay play, ScriptItem item, Random random, int whims)
    {
        while (item is not ScriptEnd)
        {
            if (item is ScriptOptions options)
            {
                int[] available = Enumerable.Range(0, options.Options.Count).Where(i => options.Options[i].IsAvailable).ToArray();
                play.Runner.Choose(available[random.Next(available.Length)]);
            }

            if (item is ScriptTalk { Window.IsOver: false } talk)
            {
                string reply = Replies[random.Next(Replies.Length)];
                await ScriptPlay.Say(talk.Window, "そうなの？", reply, reply.Length == 0 ? new OjousamaException("It broke", "Mend it") : null);
                if (random.Next(5) == 0)
                    talk.Window.Leave();
                if (!talk.Window.IsOver && whims == 0)
                    continue;
            }

            if (whims > 0 && random.Next(3) == 0)
            {
                whims--;
                if (DoSomethingElse(play, random))
                {
                    item = play.Runner.Resume();
                    continue;
                }
            }

            bool goesOn = item is not ScriptTalk { Window.IsOver: false };
            item = goesOn ? play.Runner.Next() : item;
        }
    }

    static bool DoSomethingElse(ScriptPlay play, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return play.Transcript.RollBack();
            case 1:
                return play.Transcript.Forward();
            case 2:
                var backlog = new Backlog();
                play.Transcript.Fill(backlog, "僕");
                return backlog.Count > 0 && play.Transcript.MoveTo(backlog[random.Next(backlog.Count)].Position);
            default:
                play.Transcript.Load(play.Transcript.Past());
                return true;
        }
    }
}
