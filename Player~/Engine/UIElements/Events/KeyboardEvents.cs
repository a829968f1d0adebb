namespace UnityEngine.UIElements;

public interface IKeyboardEvent
{
    EventModifiers modifiers { get; }

    char character { get; }

    KeyCode keyCode { get; }
}

public abstract class KeyboardEventBase<T> : EventBase<T>, IKeyboardEvent where T : KeyboardEventBase<T>, new()
{
    public EventModifiers modifiers { get; private set; }

    public char character { get; private set; }

    public KeyCode keyCode { get; private set; }

    public bool shiftKey => (modifiers & EventModifiers.Shift) != 0;

    public bool ctrlKey => (modifiers & EventModifiers.Control) != 0;

    public bool commandKey => (modifiers & EventModifiers.Command) != 0;

    public bool altKey => (modifiers & EventModifiers.Alt) != 0;

    public bool actionKey => Application.platform == RuntimePlatform.OSXPlayer ? commandKey : ctrlKey;

    internal override bool IsInput => true;

    public static T GetPooled(char c, KeyCode keyCode, EventModifiers modifiers)
    {
        T e = GetPooled();
        e.character = c;
        e.keyCode = keyCode;
        e.modifiers = modifiers;
        return e;
    }
}

public class KeyDownEvent : KeyboardEventBase<KeyDownEvent>
{
}

public class KeyUpEvent : KeyboardEventBase<KeyUpEvent>
{
}

/// <summary>What keyboard and gamepad have in common.</summary>
public abstract class NavigationEventBase<T> : EventBase<T> where T : NavigationEventBase<T>, new()
{
    internal override bool IsInput => true;
}

public sealed class NavigationSubmitEvent : NavigationEventBase<NavigationSubmitEvent>
{
}

public sealed class NavigationCancelEvent : NavigationEventBase<NavigationCancelEvent>
{
}

public sealed class NavigationMoveEvent : NavigationEventBase<NavigationMoveEvent>
{
    public enum Direction
    {
        None,
        Left,
        Up,
        Right,
        Down,
        Next,
        Previous,
    }

    public Direction direction { get; private set; }

    public Vector2 move { get; private set; }

    internal static NavigationMoveEvent GetPooled(Direction direction)
    {
        NavigationMoveEvent e = GetPooled();
        e.direction = direction;
        e.move = direction switch
        {
            Direction.Left => new Vector2(-1, 0),
            Direction.Right => new Vector2(1, 0),
            Direction.Up => new Vector2(0, 1),
            Direction.Down => new Vector2(0, -1),
            _ => default,
        };
        return e;
    }
}
