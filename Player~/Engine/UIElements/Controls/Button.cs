using System;

namespace UnityEngine.UIElements;

public class Clickable
{
    public Clickable(Action handler) => clicked += handler;

    public event Action clicked;

    internal void Click() => clicked?.Invoke();
}

/// <summary>Clicked with the pointer, or by the keyboard and gamepad while it has the focus.</summary>
public class Button : TextElement
{
    public Button() : this(null)
    {
    }

    public Button(Action clickEvent)
    {
        AddToClassList("unity-button");
        focusable = true;
        clickable = new Clickable(clickEvent);
        RegisterCallback<ClickEvent>(_ => clickable?.Click());
        RegisterCallback<NavigationSubmitEvent>(e =>
        {
            clickable?.Click();
            e.StopPropagation();
        });
    }

    public event Action clicked
    {
        add => clickable.clicked += value;
        remove => clickable.clicked -= value;
    }

    public Clickable clickable { get; set; }
}
