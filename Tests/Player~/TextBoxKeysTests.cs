using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Tests.Saving;
using Ojousama.TextBox;
using Ojousama.Unity;
using Ojousama.UnityYaml;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Ojousama.Tests.Player;

public sealed class TextBoxKeysTests
{
    static string Script(string name) => $"m_Script: {{fileID: 11500000, guid: {PackageGuid.Of($"Runtime/Unity/{name}.cs")}, type: 3}}";

    static string Scene => $$"""
        --- !u!1 &300
        GameObject:
          m_Component:
          - component: {fileID: 301}
          - component: {fileID: 302}
          - component: {fileID: 303}
          m_Name: Text Box
        --- !u!4 &301
        Transform:
          m_Father: {fileID: 0}
        --- !u!114 &302
        MonoBehaviour:
          {{Script("TextBoxView")}}
          document: {fileID: 102}
          element: row
        --- !u!114 &303
        MonoBehaviour:
          {{Script("TextBoxKeys")}}
          document: {fileID: 102}

        """;

    [TestCase(KeyCode.Return)]
    [TestCase(KeyCode.Space)]
    public void A_press_hurries_up_and_the_next_one_goes_on(KeyCode key)
    {
        using var folder = new TemporaryFolder();
        Scenes.CopySmall(folder, Scenes.Small, "--- !u!1 &200", Scene + "--- !u!1 &200");
        using GamePlayer player = GamePlayer.Load(folder["."], Scenes.Small, new PlayerSettings(folder["data"]));
        var input = new InputPort(player);
        var box = Object.FindFirstObjectByType<TextBoxView>();
        _ = box.ShowAsync("絢音", "ごきげんよう。");
        player.RunFrames(3);
        Assert.That(box.Window.State, Is.EqualTo(RevealState.Revealing));

        player.Post(() => input.KeyDown(key, ' ', EventModifiers.None));
        player.RunFrames(1);
        Assert.That(box.Window.State, Is.EqualTo(RevealState.Complete));

        player.Post(() => input.KeyDown(key, ' ', EventModifiers.None));
        player.RunFrames(1);
        Assert.That(box.Window.State, Is.EqualTo(RevealState.Idle));
    }
}
