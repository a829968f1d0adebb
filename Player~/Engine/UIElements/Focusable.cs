namespace UnityEngine.UIElements;

/// <summary>What can have the keyboard.</summary>
public abstract class Focusable : CallbackEventHandler
{
    public virtual bool focusable { get; set; }

    public int tabIndex { get; set; }

    public abstract FocusController focusController { get; }

    public virtual bool canGrabFocus => focusable;

    public virtual void Focus() => focusController?.Change(canGrabFocus ? this : null);

    public virtual void Blur()
    {
        if (focusController?.focusedElement == this)
            focusController.Change(null);
    }
}

/// <summary>Knows which element of a panel has the keyboard.</summary>
public class FocusController
{
    internal FocusController()
    {
    }

    public Focusable focusedElement { get; private set; }

    /// <summary>Changes with every change that code made, which the browser has to follow.</summary>
    internal int Version { get; private set; }

    internal void Change(Focusable to, bool byHost = false)
    {
        Focusable from = focusedElement;
        if (ReferenceEquals(from, to))
            return;
        focusedElement = to;
        if (!byHost)
            Version++;
        Send(FocusOutEvent.GetPooled(from, to));
        Send(BlurEvent.GetPooled(from, to));
        Send(FocusInEvent.GetPooled(to, from));
        Send(FocusEvent.GetPooled(to, from));
    }

    static void Send(EventBase e)
    {
        using (e)
            (e.target as VisualElement)?.SendEvent(e);
    }
}
