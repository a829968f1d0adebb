using Ojousama.Player;
using Ojousama.Tests.Saving;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

public sealed class SceneTests
{
    [Test]
    public void A_scene_is_built_as_Unity_wrote_it()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var host = GameObject.Find("Host").GetComponent<Greeter>();
        Greeter friend = host.Friend!;

        Assert.Multiple(() =>
        {
            Assert.That(host.Greeting, Is.EqualTo("ごきげんよう、"));
            Assert.That(host.Guests, Is.EqualTo(new[] { "Rin", "Misaki" }));
            Assert.That(host.CompareTag("Player"));
            Assert.That(friend.name, Is.EqualTo("Friend"));
            Assert.That(friend.transform.parent, Is.SameAs(host.transform));
            Assert.That(friend.gameObject.activeInHierarchy, Is.False);
            Assert.That(host.Said, Is.SameAs(player.Find("said")), "the document was there before the script, though it stands below it");
            Assert.That(player.Get<Slider>("speed").value, Is.EqualTo(30), "its value stands before its limits");
            Assert.That(player.Get<Label>("in-row").text, Is.EqualTo("A row"));
            Assert.That(player.Get<VisualElement>("stage").panel.visualTree.name, Is.EqualTo("Panel"));
        });
    }

    [Test]
    public void Listeners_that_the_scene_binds_are_called()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var host = GameObject.Find("Host").GetComponent<Greeter>();

        host.Greet("凛");

        Assert.That(host.Friend!.Heard, Is.EqualTo("ごきげんよう、凛"));
    }

    [Test]
    public void A_game_can_be_played_again_and_again()
    {
        for (int i = 0; i < 3; i++)
        {
            using GamePlayer player = Scenes.LoadSmall();
            player.RunFrames(3);
            Assert.That(Time.frameCount, Is.EqualTo(3));
            Assert.That(player.Get<Label>("said").text, Is.EqualTo("…"));
        }

        Assert.That(Application.isPlaying, Is.False);
    }

    [Test]
    public void Two_games_at_a_time_are_refused()
    {
        using GamePlayer player = Scenes.LoadSmall();
        Assert.That(Scenes.LoadSmall, Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("Dispose of it"));
    }

    [Test]
    public void A_frame_of_a_scene_at_rest_allocates_nothing()
    {
        using GamePlayer player = Scenes.LoadSmall();
        _ = new Ojousama.Player.Web.WebGame(player); // a page may look on

        player.RunFrames(300);
        var frames = player.Frames.Read(since: 100); // the first ones also compile

        Assert.That(frames, Has.Length.EqualTo(200));
        Assert.That(frames.Count(frame => frame.Bytes == 0), Is.GreaterThan(150));
    }

    // What stands in a file, what takes its place, the line, the words.
    [TestCase("Small.unity", "!u!104 &2\nRenderSettings", "!u!33 &2\nMeshFilter", 5, "the component MeshFilter (class 33) is not supported")]
    [TestCase("Small.unity", "  greeting:", "  greting:", 40, "Greeter has no field “greting”. Rename it to “greeting”")]
    [TestCase("Small.unity", "guid: 0000000000000000000000000000a001", "guid: 0000000000000000000000000000ffff", 36, "no file has the guid")]
    [TestCase("Small.unity", "friend: {fileID: 203}", "friend: {fileID: 999}", 41, "the object 999 is not in the file")]
    [TestCase("Small.unity", "friend: {fileID: 203}", "friend: {fileID: 101}", 41, "a Greeter should stand here, but “Host” is a Transform")]
    [TestCase("Small.unity", "fileID: 19102", "fileID: 19999", 25, "the built-in script 19999 is not supported")]
    [TestCase("Small.unity", "  - component: {fileID: 103}\n", "", 33, "this MonoBehaviour belongs to no object")]
    [TestCase("Small.uxml", "<ui:Toggle", "<ui:Togle", 8, "the element <Togle> is not supported by the player. Did you mean <ui:Toggle>?")]
    [TestCase("Small.uxml", "tooltip=", "tooltp=", 7, "the attribute “tooltp” of <Button> is not supported by the player. Did you mean “tooltip”?")]
    [TestCase("Small.uxml", "value=\"30\"", "value=\"fast\"", 9, "“fast” is no value for “value”")]
    [TestCase("Small.uxml", "max-length=\"10\"", "choices=\"a,b\"", 6, "<TextField> has no attribute “choices”")]
    [TestCase("Small.uxml", "src=\"Row.uxml\"", "src=\"Rwo.uxml\"", 3, "the file “Rwo.uxml” is not there")]
    [TestCase("Small.uxml", "height: 60px", "hieght: 60px", 11, "the property “hieght” is not supported by the player. Did you mean “height”?")]
    [TestCase("Small.uxml", "</ui:UXML>", "", 16, "this is no valid XML")]
    [TestCase("Small.uss", "padding: 10px", "display: grid; grid-gap: 1px", 4, "the property “grid-gap” is not supported")]
    [TestCase("Panel.asset", "m_ScaleMode", "m_ScaelMode", 16, "PanelSettings has no field “m_ScaelMode”")]
    public void A_mistake_is_named_with_file_and_line(string file, string old, string changed, int line, string words)
    {
        using var folder = new TemporaryFolder();
        string path = Path.GetFullPath(Scenes.CopySmall(folder, file, old, changed));

        var error = Assert.Throws<OjousamaException>(() => GamePlayer.Load(folder["."], Scenes.Small, new PlayerSettings(folder["data"])))!;

        Assert.That(error.Message, Does.StartWith($"{path}, line {line}: ").And.Contains(words));
        Assert.That(Application.isPlaying, Is.False, "a game that fails to load leaves nothing behind");
    }

    [Test]
    public void A_missing_scene_is_named() =>
        Assert.That(() => GamePlayer.Load(Scenes.SmallFolder, "None.unity"), Throws.TypeOf<OjousamaException>().With.Message.Contains("None.unity"));
}
