using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Samples.CustomModel;
using Ojousama.Samples.Memory;
using Ojousama.Samples.SimpleChat;
using Ojousama.Samples.Story;
using Ojousama.Tests.Saving;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;
using Object = UnityEngine.Object;

namespace Ojousama.Tests.Player;

/// <summary>The small samples, a feature each, played frame by frame with the real model.</summary>
public sealed class FeatureSampleTests
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2); // on a machine that is busy otherwise

    TemporaryFolder _data = null!;
    GamePlayer? _player;

    [SetUp]
    public void Make() => _data = new TemporaryFolder();

    [TearDown]
    public void Drop()
    {
        _player?.Dispose();
        _player = null;
        _data.Dispose();
    }

    [Test]
    public void Simple_chat_shows_her_answer_in_a_label()
    {
        Load<ChatScene>("SimpleChat");

        Say("お名前は？");

        WaitFor(() => Game.Get<Label>("reply").text.Contains("絢音") || Game.Get<Label>("reply").text.Contains("小野寺"));
        Assert.That(Game.Get<Label>("reply").text, Does.Not.Contain("["));
    }

    [Test]
    public void An_agent_drives_its_events_and_hands_out_the_turn()
    {
        Load<ChatScene>("SimpleChat");
        var agent = Object.FindFirstObjectByType<DialogueAgent>();
        var texts = new List<string>();
        Ojousama.Dialogue.Turn? byEvent = null;
        agent.TurnEnded += turn => byEvent = turn;
        Task<Ojousama.Dialogue.Turn>? answer = null;

        Game.Post(() => answer = agent.AskAsync("何歳ですか？", texts.Add));
        WaitFor(() => answer?.IsCompleted == true);

        Assert.That(answer!.Result.Reply, Does.Contain("17"));
        Assert.That(byEvent, Is.SameAs(answer.Result));
        Assert.That(texts[^1], Is.EqualTo(Ojousama.Text.Markup.Strip(answer.Result.Reply)));
        Assert.That(texts.Zip(texts.Skip(1)).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)), "it only grows");
        Assert.That(Game.Get<Label>("reply").text, Is.EqualTo(texts[^1]), "the inspector's event was driven by code's line too");
    }

    [Test]
    public void A_blank_line_is_passed_over_and_a_disabled_agent_says_why()
    {
        Load<ChatScene>("SimpleChat");
        var agent = Object.FindFirstObjectByType<DialogueAgent>();
        agent.Ask(" ");
        Assert.That(agent.IsTalking, Is.False);

        agent.enabled = false;
        Assert.That(() => agent.AskAsync("お名前は？"), Throws.TypeOf<OjousamaException>().With.Message.Contains("not enabled"));
    }

    [Test]
    public void The_story_is_played_to_its_end()
    {
        Load<StoryScene>("Story");
        var story = Object.FindFirstObjectByType<StoryPlayer>();
        bool hasEnded = false;
        story.Ended += () => hasEnded = true;
        var shown = new HashSet<string>();

        bool hasTalked = false;
        Assert.That(Game.RunUntil(
            () =>
            {
                shown.Add(Shown);
                if (Game.Get<TextField>("line-input").enabledSelf && !hasTalked)
                {
                    hasTalked = true;
                    Say("雨は好き？");
                }
                else if (Game.Find("choice-0") is Button choice && (!choice.text.Contains("駅") || Object.FindFirstObjectByType<DialogueAgent>().Turns.Count > 0))
                {
                    Click(choice);
                }

                Object.FindFirstObjectByType<TextBoxView>().Advance();
                return hasEnded;
            },
            s_patience));

        Assert.That(shown.Any(text => text.Contains("お言葉に甘えますわ")), "the first choice");
        Assert.That(Object.FindFirstObjectByType<DialogueAgent>().Turns, Has.Count.EqualTo(1));
        Assert.That(shown.Any(text => text.Contains("雨でよかった")), string.Join('\n', shown));
    }

    [Test]
    public void What_the_player_told_is_there_in_the_next_run()
    {
        Load<MemoryScene>("Memory");
        Say("僕の名前はケンです");
        WaitFor(() => Agent.Turns.Count > 0 && Agent.Memory!.Player.Facts.Count > 0);
        Game.Dispose();

        Load<MemoryScene>("Memory");
        WaitFor(() => Agent.IsReady);
        Click(Game.Get<Button>("memory"));
        Game.RunFrames(3);

        Assert.That(Game.Get<TextField>("memory-nickname").value, Is.EqualTo("ケン"));
        Assert.That(Agent.Turns.Single().PlayerLine, Is.EqualTo("僕の名前はケンです"));
    }

    [Test]
    public void A_model_of_ones_own_answers_in_the_text_box()
    {
        Load<CustomModelScene>("CustomModel");

        Say("何時まで開いていますか？");
        WaitFor(() => Shown.Contains("午後五時"));
    }

    GamePlayer Game => _player!;

    static DialogueAgent Agent => Object.FindFirstObjectByType<DialogueAgent>();

    static string Shown => string.Concat(Object.FindFirstObjectByType<TextBoxView>().Window.Lines);

    /// <typeparam name="TScene">A script of the sample, which loads its assembly.</typeparam>
    void Load<TScene>(string sample)
    {
        GC.KeepAlive(typeof(TScene).Assembly);
        _player = GamePlayer.Load(Path.Combine(Scenes.Package, "Samples~", sample), sample + ".unity", new PlayerSettings(_data["data"]));
        Game.RunFrames(3);
    }

    void Say(string line)
    {
        Game.Get<TextField>("line-input").value = line;
        Click(Game.Get<Button>("send"));
    }

    void Click(VisualElement element)
    {
        var input = new InputPort(Game);
        Game.Post(() => element.Focus());
        Game.Post(() => input.KeyDown(KeyCode.Return, '\n', EventModifiers.None));
    }

    void WaitFor(Func<bool> condition) => Assert.That(Game.RunUntil(condition, s_patience), Game.Find("reply") is Label label ? label.text : Shown);
}
