using System.Reflection;
using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Saving;
using Ojousama.Tests.Saving;
using Ojousama.Unity;
using Ojousama.UnityYaml;
using UnityEngine;
using UnityEngine.UIElements;
using Object = UnityEngine.Object;

namespace Ojousama.Tests.Player;

/// <summary>A story goes on, whatever fails around it.</summary>
public sealed class StoryPlayerTests
{
    const string Story = "0000000000000000000000000000a010";

    static string Component(int id, string name, string fields) =>
        $"--- !u!114 &{id}\nMonoBehaviour:\n  m_Script: {{fileID: 11500000, guid: {PackageGuid.Of($"Runtime/Unity/{name}.cs")}, type: 3}}\n{fields}";

    static string Scene => $$"""
        --- !u!1 &300
        GameObject:
          m_Component:
          - component: {fileID: 301}
          - component: {fileID: 302}
          - component: {fileID: 303}
          - component: {fileID: 304}
          - component: {fileID: 305}
          - component: {fileID: 306}
          m_Name: Story
        --- !u!4 &301
        Transform:
          m_Father: {fileID: 0}

        """ +
        Component(302, "TextBoxView", "  document: {fileID: 102}\n  element: row\n") +
        Component(303, "ChoiceList", "  document: {fileID: 102}\n  element: spoken\n") +
        Component(304, "LineInput", "  document: {fileID: 102}\n  field: who\n  sendButton: \n") +
        Component(305, "GameSession", "  folder: Game\n") +
        Component(
            306,
            "StoryPlayer",
            $"  scripts:\n  - {{fileID: 4900000, guid: {Story}, type: 3}}\n  box: {{fileID: 302}}\n  choices: {{fileID: 303}}\n  input: {{fileID: 304}}\n  session: {{fileID: 305}}\n");

    TemporaryFolder _folder = null!;
    GamePlayer _player = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Drop()
    {
        _player.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_talk_with_nobody_and_a_handler_that_throws_end_nothing()
    {
        Load("<<bang>>\n<<ojousama_talk \"t\" 3>>\nおわり。\n");
        Object.FindFirstObjectByType<StoryPlayer>().Commanded += _ => throw new InvalidOperationException("Broken.");

        Begin();

        Assert.That(Shown, Is.EqualTo("おわり。"));
    }

    [Test]
    public void What_the_log_does_not_take_is_offered_again()
    {
        Load("一。\n二。\n");
        Begin();
        Assert.That(Shown, Is.EqualTo("一。"));
        FieldInfo log = typeof(Transcript).GetField("_log", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Transcript transcript = Object.FindFirstObjectByType<GameSession>().Transcript;
        var sound = (IDisposable)log.GetValue(transcript)!;
        var closed = (IDisposable)Activator.CreateInstance(sound.GetType(), _folder["other.log"], new List<GameEvent>())!;
        closed.Dispose();

        log.SetValue(transcript, closed); // as a full disk: nothing can be written
        Leave();
        Assert.That(_player.Get<Button>("choice-0").text, Is.EqualTo("もう一度試す"));
        log.SetValue(transcript, sound);
        Press(KeyCode.Return); // it has the focus

        Assert.That(Shown, Is.EqualTo("二。"));
    }

    [Test]
    public void A_folder_that_cannot_be_made_keeps_nobody_from_playing()
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/Game"], "a file in the folder's place");
        Load("一。\n二。\n");
        Begin();
        Leave();

        Assert.That(Shown, Is.EqualTo("二。"));
    }

    [Test]
    public void A_new_game_begins_also_where_the_log_of_the_old_one_cannot_be_replaced()
    {
        Load("一。\n二。\n");
        Begin();
        FieldInfo log = typeof(Transcript).GetField("_log", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var session = Object.FindFirstObjectByType<GameSession>();
        ((IDisposable)log.GetValue(session.Transcript)!).Dispose();
        var lost = Activator.CreateInstance(log.FieldType, _folder["lost.log"], new List<GameEvent>())!;
        File.Delete(_folder["lost.log"]);
        Directory.CreateDirectory(_folder["lost.log"]);
        log.SetValue(session.Transcript, lost);

        _player.Post(session.Begin);
        _player.RunFrames(3);
        Begin();
        Leave();

        Assert.That(Shown, Is.EqualTo("二。"));
    }

    [Test]
    public void The_input_line_counts_characters_as_a_reader_does()
    {
        Load("一。\n");
        var field = _player.Get<TextField>("who");
        string? sent = null;
        Object.FindFirstObjectByType<LineInput>().Sent += line => sent = line;
        string longest = new string('あ', 118) + "👩\u200D🎓😄";

        field.value = longest + "い";
        _player.RunFrames(1);
        Assert.That(field.value, Is.EqualTo(longest));

        field.Focus();
        _player.RunFrames(1);
        Press(KeyCode.Return);
        Assert.That(sent, Is.EqualTo(longest));
    }

    void Load(string body)
    {
        Scenes.CopySmall(_folder, Scenes.Small, "--- !u!1 &200", Scene + "--- !u!1 &200");
        File.WriteAllText(_folder["A.yarn.txt"], $"title: A\n---\n{body}===\n");
        File.WriteAllText(_folder["A.yarn.txt.meta"], $"fileFormatVersion: 2\nguid: {Story}\n");
        _player = GamePlayer.Load(_folder["."], Scenes.Small, new PlayerSettings(_folder["data"]));
    }

    void Begin()
    {
        _player.Post(() => Object.FindFirstObjectByType<StoryPlayer>().Begin());
        _player.RunFrames(3);
    }

    static string Shown => string.Concat(Object.FindFirstObjectByType<TextBoxView>().Window.Lines);

    void Leave()
    {
        var box = Object.FindFirstObjectByType<TextBoxView>();
        for (int i = 0; i < 2; i++)
        {
            _player.Post(box.Advance);
            _player.RunFrames(2);
        }
    }

    void Press(KeyCode key)
    {
        var input = new InputPort(_player);
        _player.Post(() => input.KeyDown(key, '\n', EventModifiers.None));
        _player.RunFrames(3);
    }
}
