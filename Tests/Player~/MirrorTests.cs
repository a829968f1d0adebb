using Bunit;
using Ojousama.Player;
using Ojousama.Player.Web;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

public sealed class MirrorTests
{
    [Test]
    public void Elements_become_markup_with_their_names_classes_and_roles()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var game = new WebGame(player);
        player.RunFrame();
        using var context = new BunitContext();

        var page = context.Render<ElementView>(parameters => parameters.Add(view => view.Node, game.Mirror.Stage.Roots[0]));

        Assert.Multiple(() =>
        {
            Assert.That(page.Find("[data-name=said]").TextContent, Is.EqualTo("…"));
            Assert.That(page.Find("[data-name=said]").ClassList, Is.SupersetOf(new[] { "said", "unity-label" }));
            Assert.That(page.Find("button[data-name=greet]").GetAttribute("title"), Is.EqualTo("Say it"));
            Assert.That(page.Find("[data-name=who] input").GetAttribute("aria-label"), Is.EqualTo("Who"));
            Assert.That(page.Find("[data-name=who] input").GetAttribute("maxlength"), Is.EqualTo("10"));
            Assert.That(page.Find("[data-name=loud] input").GetAttribute("type"), Is.EqualTo("checkbox"));
            Assert.That(page.Find("[data-name=loud] input").GetAttribute("aria-label"), Is.EqualTo("Loud"));
            Assert.That(page.Find("[data-name=speed] input").GetAttribute("max"), Is.EqualTo("100"));
            Assert.That(page.FindAll("[data-name=mood] option").Select(option => option.TextContent), Is.EqualTo(new[] { "calm", "glad" }));
            Assert.That(page.Find("[data-name=spoken]").GetAttribute("aria-live"), Is.EqualTo("polite"));
            Assert.That(page.Find("[data-name=list]").GetAttribute("style"), Does.StartWith("height: 60px; width: 200px;"));
        });
    }

    [Test]
    public void Only_what_changed_is_rendered_anew()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var game = new WebGame(player);
        player.RunFrame();
        var changes = new List<int>();
        game.Mirror.Changed += (nodes, _) => changes.AddRange(nodes.Select(node => node.Id));
        using var context = new BunitContext();
        var views = new StageViews();
        var page = context.Render<ElementView>(parameters => parameters.Add(view => view.Node, game.Mirror.Stage.Roots[0]).AddCascadingValue(views));
        int rootRenders = page.RenderCount;
        var said = player.Get<Label>("said");

        said.text = "Good day";
        player.RunFrame();
        page.InvokeAsync(() => views.Refresh(said.Id));

        Assert.That(changes, Is.EqualTo(new[] { said.Id }));
        Assert.That(page.Find("[data-name=said]").TextContent, Is.EqualTo("Good day"));
        Assert.That(page.RenderCount, Is.EqualTo(rootRenders + 1), "one view was rendered, in one batch");
    }

    [Test]
    public void What_the_player_types_is_not_sent_back_but_what_code_sets_is()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var game = new WebGame(player);
        var field = player.Get<TextField>("who");
        player.RunFrame();
        int edits = Input().Edits;

        game.Input.Edit(field.Input, "Rin");
        player.RunFrame();
        Assert.That((field.value, Input().Edits), Is.EqualTo(("Rin", edits)));

        field.value = "";
        player.RunFrame();
        Assert.That((Input().Value, Input().Edits), Is.EqualTo(("", edits + 1)));

        game.Input.Edit(field.Input, "much too long a name");
        player.RunFrame();
        Assert.That((Input().Value, Input().Edits), Is.EqualTo(("much too l", edits + 2)), "cut to what fits");

        NativeInput Input() => All(game.Mirror.Stage.Roots[0]).Single(node => node.Id == field.Input.Id).Snapshot!.Input!;

        static IEnumerable<MirrorNode> All(MirrorNode node) => node.Snapshot!.Children.SelectMany(All).Prepend(node);
    }

    [Test]
    public void Elements_that_are_gone_are_forgotten()
    {
        using GamePlayer player = Scenes.LoadSmall();
        var game = new WebGame(player);
        var label = new Label("passing");
        var inner = new VisualElement();
        label.Add(inner);
        player.Find("stage")!.Add(label);
        player.RunFrame();
        Assert.That(game.Mirror.Find(inner.Id), Is.SameAs(inner));

        label.RemoveFromHierarchy();
        player.RunFrame();
        Assert.That(game.Mirror.Find(label.Id) ?? game.Mirror.Find(inner.Id), Is.Null);

        player.Find("stage")!.Add(label);
        label.RemoveFromHierarchy();
        player.Find("stage")!.Add(label);
        player.RunFrame();
        Assert.That(game.Mirror.Find(inner.Id), Is.SameAs(inner), "gone and back within a frame");
    }

    [TestCase("Enter", UnityEngine.KeyCode.Return)]
    [TestCase("KeyA", UnityEngine.KeyCode.A)]
    [TestCase("Digit7", UnityEngine.KeyCode.Alpha7)]
    [TestCase("Numpad3", UnityEngine.KeyCode.Keypad3)]
    [TestCase("ArrowLeft", UnityEngine.KeyCode.LeftArrow)]
    [TestCase("F12", UnityEngine.KeyCode.F12)]
    [TestCase("PageUp", UnityEngine.KeyCode.PageUp)]
    [TestCase("Space", UnityEngine.KeyCode.Space)]
    [TestCase("Lang1", UnityEngine.KeyCode.None)]
    public void Keys_are_told_by_their_place(string code, UnityEngine.KeyCode key) => Assert.That(BrowserKeys.ToKeyCode(code), Is.EqualTo(key));
}
