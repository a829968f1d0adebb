namespace UnityEngine.UIElements;

public interface IPointerEvent
{
    int pointerId { get; }

    int button { get; }

    int pressedButtons { get; }

    Vector3 position { get; }

    Vector3 localPosition { get; }

    int clickCount { get; }

    EventModifiers modifiers { get; }
}

/// <summary>Positions are in the panel's own units.</summary>
public abstract class PointerEventBase<T> : EventBase<T>, IPointerEvent where T : PointerEventBase<T>, new()
{
    public int pointerId { get; private set; }

    public int button { get; private set; }

    public int pressedButtons { get; private set; }

    public Vector3 position { get; private set; }

    public Vector3 localPosition { get; private set; }

    public int clickCount { get; private set; }

    public EventModifiers modifiers { get; private set; }

    public bool shiftKey => (modifiers & EventModifiers.Shift) != 0;

    public bool ctrlKey => (modifiers & EventModifiers.Control) != 0;

    public bool altKey => (modifiers & EventModifiers.Alt) != 0;

    internal override bool IsInput => true;

    internal static T GetPooled(PointerInput input)
    {
        T e = GetPooled();
        e.button = input.Button;
        e.pressedButtons = input.PressedButtons;
        e.position = input.Position;
        e.localPosition = input.LocalPosition;
        e.clickCount = input.ClickCount;
        e.modifiers = input.Modifiers;
        return e;
    }

    protected override void Init()
    {
        base.Init();
        pointerId = button = pressedButtons = clickCount = 0;
        position = localPosition = default;
        modifiers = EventModifiers.None;
    }
}

/// <summary>What the host tells of a mouse, a finger or a pen.</summary>
internal readonly record struct PointerInput(
    Vector2 Position, Vector2 LocalPosition, int Button = 0, int PressedButtons = 0, int ClickCount = 0, EventModifiers Modifiers = EventModifiers.None);

public sealed class PointerDownEvent : PointerEventBase<PointerDownEvent>
{
}

public sealed class PointerUpEvent : PointerEventBase<PointerUpEvent>
{
}

public sealed class PointerMoveEvent : PointerEventBase<PointerMoveEvent>
{
}

/// <summary>The pointer went down and up on the same element.</summary>
public sealed class ClickEvent : PointerEventBase<ClickEvent>
{
}

public sealed class PointerEnterEvent : PointerEventBase<PointerEnterEvent>
{
    protected override void Init()
    {
        base.Init();
        bubbles = false;
    }
}

public sealed class PointerLeaveEvent : PointerEventBase<PointerLeaveEvent>
{
    protected override void Init()
    {
        base.Init();
        bubbles = false;
    }
}

public class WheelEvent : EventBase<WheelEvent>
{
    /// <summary>y is positive when the content should move up.</summary>
    public Vector3 delta { get; private set; }

    internal override bool IsInput => true;

    internal static WheelEvent GetPooled(Vector2 delta)
    {
        WheelEvent e = GetPooled();
        e.delta = delta;
        return e;
    }
}
