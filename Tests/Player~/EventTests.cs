using Ojousama.Player;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

public sealed class EventTests
{
    readonly List<string> _log = [];

    GamePlayer _player = null!;
    VisualElement _outer = null!, _inner = null!;
    Button _button = null!;

    [SetUp]
    public void Begin()
    {
        _log.Clear();
        _player = Scenes.LoadSmall();
        _outer = new VisualElement { name = "outer" };
        _inner = new VisualElement { name = "inner" };
        _button = new Button { name = "button" };
        _outer.Add(_inner);
        _inner.Add(_button);
        _player.Find("stage")!.Add(_outer);
    }

    [TearDown]
    public void End() => _player.Dispose();

    [Test]
    public void An_event_goes_down_to_its_target_and_up_again()
    {
        Listen(_outer, _inner, _button);

        Click();

        Assert.That(_log, Is.EqualTo(new[] { "down outer", "down inner", "down button", "up button", "up inner", "up outer" }));
    }

    [Test]
    public void Stopped_on_its_way_down_it_never_arrives()
    {
        Listen(_outer, _inner, _button);
        _inner.RegisterCallback<ClickEvent>(e => e.StopPropagation(), TrickleDown.TrickleDown);

        Click();

        Assert.That(_log, Is.EqualTo(new[] { "down outer", "down inner" }));
    }

    [Test]
    public void Stopped_on_its_way_up_it_still_gets_to_the_others_of_that_element()
    {
        _inner.RegisterCallback<ClickEvent>(e => e.StopPropagation());
        Listen(_outer, _inner, _button);

        Click();

        Assert.That(_log, Is.EqualTo(new[] { "down outer", "down inner", "down button", "up button", "up inner" }));
    }

    [Test]
    public void A_disabled_element_is_deaf_to_input()
    {
        int clicks = 0;
        _button.clicked += () => clicks++;
        _outer.SetEnabled(false);
        Click();
        _outer.SetEnabled(true);
        Click();

        Assert.That(clicks, Is.EqualTo(1));
    }

    [Test]
    public void An_event_that_a_handler_sends_waits_for_the_end_of_the_first()
    {
        var field = new TextField();
        _outer.Add(field);
        field.RegisterValueChangedCallback(e => _log.Add($"changed from '{e.previousValue}' to '{e.newValue}'"));
        _button.RegisterCallback<ClickEvent>(_ => field.value = "a");
        Listen(_outer);

        Click();

        Assert.That(_log, Is.EqualTo(new[] { "down outer", "up outer", "changed from '' to 'a'" }));
    }

    [Test]
    public void A_callback_may_remove_itself()
    {
        EventCallback<ClickEvent> once = null!;
        once = _ =>
        {
            _log.Add("once");
            _button.UnregisterCallback(once);
        };
        _button.RegisterCallback(once);
        _button.RegisterCallback<ClickEvent>(_ => _log.Add("always"));

        Click();
        Click();

        Assert.That(_log, Is.EqualTo(new[] { "once", "always", "always" }));
    }

    [Test]
    public void The_focus_tells_whom_it_leaves_and_whom_it_reaches()
    {
        var other = new Button { name = "other" };
        _outer.Add(other);
        _outer.RegisterCallback<FocusInEvent>(e => _log.Add($"in {((VisualElement)e.target).name}"));
        _outer.RegisterCallback<FocusOutEvent>(e => _log.Add($"out {((VisualElement)e.target).name}"));

        _button.Focus();
        other.Focus();
        other.SetEnabled(false);

        Assert.That(_log, Is.EqualTo(new[] { "in button", "out button", "in other", "out other" }));
        Assert.That(_outer.panel.focusController.focusedElement, Is.Null);
    }

    [Test]
    public void Elements_know_when_they_come_onto_a_panel_and_leave_it()
    {
        _button.RegisterCallback<AttachToPanelEvent>(_ => _log.Add("attached"));
        _button.RegisterCallback<DetachFromPanelEvent>(_ => _log.Add("detached"));

        _outer.RemoveFromHierarchy();
        _player.Find("stage")!.Add(_outer);

        Assert.That(_log, Is.EqualTo(new[] { "detached", "attached" }));
    }

    [Test]
    public void Scheduled_actions_run_on_time_and_only_on_a_panel()
    {
        _inner.schedule.Execute(() => _log.Add("later")).StartingIn(100);
        var every = _inner.schedule.Execute(() => _log.Add("again")).Every(50);
        _player.RunFrames(4); // 67 ms
        Assert.That(_log, Is.EqualTo(new[] { "again", "again" }));

        _inner.RemoveFromHierarchy();
        _player.RunFrames(10);
        Assert.That(_log, Has.Count.EqualTo(2));

        _outer.Add(_inner);
        _player.RunFrames(1);
        every.Pause();
        _player.RunFrames(10);
        Assert.That(_log, Is.EquivalentTo(new[] { "again", "again", "again", "later" }));
    }

    [Test]
    public void Setting_what_is_set_already_changes_nothing()
    {
        _player.RunFrames(1);
        var panel = _player.Panels[0];
        var slider = new Slider(0, 10);
        _outer.Add(slider);
        Set();
        panel.ClearChanged();
        Set();
        Assert.That(panel.Changed, Is.Empty);
        _inner.style.opacity = 0.4f;
        Assert.That(panel.Changed, Is.EqualTo(new[] { _inner }));

        void Set()
        {
            _inner.style.width = 5;
            _inner.style.opacity = 0.5f;
            _inner.style.translate = new Translate(1, 2);
            _inner.style.display = DisplayStyle.None;
            _inner.tooltip = "tip";
            _inner.AddToClassList("a");
            _inner.EnableInClassList("b", false);
            _button.text = "text";
            slider.value = 3;
        }
    }

    [Test]
    public void Values_stay_within_the_limits_of_their_field()
    {
        var slider = new SliderInt(1, 5) { value = 9 };
        var field = new TextField { maxLength = 3, value = "12345" };
        var toggle = new Toggle { value = true };

        Assert.That(slider.value, Is.EqualTo(5));
        Assert.That(field.value, Is.EqualTo("123"));
        Assert.That(new TextField { maxLength = 3, value = "12😄" }.value, Is.EqualTo("12"), "a pair is not cut");
        Assert.That(toggle.ClassListContains("unity-toggle--checked"));
    }

    [Test]
    public void Elements_are_found_by_type_name_and_class()
    {
        _inner.AddToClassList("a");
        Assert.Multiple(() =>
        {
            Assert.That(_outer.Q("inner", (string?)null), Is.SameAs(_inner));
            Assert.That(_outer.Q<Button>(), Is.SameAs(_button));
            Assert.That(_outer.Q(className: "a"), Is.SameAs(_inner));
            Assert.That(_outer.Q<Button>("inner"), Is.Null);
            Assert.That(_outer.Query<VisualElement>().ToList(), Is.EqualTo(new[] { _outer, _inner, _button }));
        });
    }

    [Test]
    public void Children_of_a_scroll_view_call_it_their_parent()
    {
        var view = new ScrollView();
        var child = new Label();
        view.Add(child);

        Assert.That(child.parent, Is.SameAs(view));
        Assert.That(view.childCount, Is.EqualTo(1));
        Assert.That(view.contentContainer.hierarchy[0], Is.SameAs(child));
    }

    void Listen(params VisualElement[] elements)
    {
        foreach (VisualElement element in elements)
        {
            element.RegisterCallback<ClickEvent>(_ => _log.Add("down " + element.name), TrickleDown.TrickleDown);
            element.RegisterCallback<ClickEvent>(_ => _log.Add("up " + element.name));
        }
    }

    void Click()
    {
        using ClickEvent e = ClickEvent.GetPooled();
        e.target = _button;
        _button.SendEvent(e);
    }
}
