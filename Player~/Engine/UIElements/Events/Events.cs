namespace UnityEngine.UIElements;

public interface IChangeEvent
{
}

/// <summary>The value of a field changed.</summary>
public class ChangeEvent<T> : EventBase<ChangeEvent<T>>, IChangeEvent
{
    public T previousValue { get; protected set; }

    public T newValue { get; protected set; }

    public static ChangeEvent<T> GetPooled(T previousValue, T newValue)
    {
        ChangeEvent<T> e = GetPooled();
        e.previousValue = previousValue;
        e.newValue = newValue;
        return e;
    }
}

public class AttachToPanelEvent : PanelChangedEventBase<AttachToPanelEvent>
{
}

public class DetachFromPanelEvent : PanelChangedEventBase<DetachFromPanelEvent>
{
}

public abstract class PanelChangedEventBase<T> : EventBase<T> where T : PanelChangedEventBase<T>, new()
{
    public IPanel originPanel { get; private set; }

    public IPanel destinationPanel { get; private set; }

    public static T GetPooled(IPanel originPanel, IPanel destinationPanel)
    {
        T e = GetPooled();
        e.originPanel = originPanel;
        e.destinationPanel = destinationPanel;
        return e;
    }

    protected override void Init()
    {
        base.Init();
        bubbles = tricklesDown = false;
    }
}

/// <summary>The element has got another place or size.</summary>
public class GeometryChangedEvent : EventBase<GeometryChangedEvent>
{
    public Rect oldRect { get; private set; }

    public Rect newRect { get; private set; }

    public static GeometryChangedEvent GetPooled(Rect oldRect, Rect newRect)
    {
        GeometryChangedEvent e = GetPooled();
        e.oldRect = oldRect;
        e.newRect = newRect;
        return e;
    }

    protected override void Init()
    {
        base.Init();
        bubbles = tricklesDown = false;
    }
}

public abstract class FocusEventBase<T> : EventBase<T> where T : FocusEventBase<T>, new()
{
    /// <summary>The other element of the change.</summary>
    public Focusable relatedTarget { get; private set; }

    internal static T GetPooled(Focusable target, Focusable relatedTarget)
    {
        T e = GetPooled();
        e.target = target;
        e.relatedTarget = relatedTarget;
        return e;
    }
}

public class FocusInEvent : FocusEventBase<FocusInEvent>
{
}

public class FocusOutEvent : FocusEventBase<FocusOutEvent>
{
}

public class FocusEvent : FocusEventBase<FocusEvent>
{
    protected override void Init()
    {
        base.Init();
        bubbles = false;
    }
}

public class BlurEvent : FocusEventBase<BlurEvent>
{
    protected override void Init()
    {
        base.Init();
        bubbles = false;
    }
}
