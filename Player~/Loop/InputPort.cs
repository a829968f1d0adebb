using System.Globalization;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Player.Loop;

/// <summary>Gives what a page or a terminal tells of its user to the panel, as Unity's event system would. Main thread only.</summary>
internal sealed class InputPort(GamePlayer player)
{
    RuntimePanel? Panel => player.Panels.Count > 0 ? player.Panels[^1] : null;

    VisualElement? Focused => Panel is not { } panel ? null
        : panel.focusController.focusedElement as VisualElement ?? panel.visualTree.Children().LastOrDefault() ?? panel.visualTree;

    public void Pointer(string kind, VisualElement target, PointerInput input)
    {
        switch (kind)
        {
            case "pointerdown":
                Send(target, PointerDownEvent.GetPooled(input));
                break;
            case "pointerup":
                Send(target, PointerUpEvent.GetPooled(input));
                break;
            case "pointermove":
                Send(target, PointerMoveEvent.GetPooled(input));
                break;
            case "click":
                Send(target, ClickEvent.GetPooled(input));
                break;
        }
    }

    public void Wheel(VisualElement target, Vector2 delta) => Send(target, WheelEvent.GetPooled(delta));

    /// <summary>The key itself, and then what it means for navigation, unless the browser's own control in a field takes care of that.</summary>
    public void KeyDown(KeyCode key, char character, EventModifiers modifiers)
    {
        if (Focused is not { } target)
            return;
        Send(target, KeyDownEvent.GetPooled(character, key, modifiers));
        if (target is not IField && modifiers == EventModifiers.None)
            Navigate(target, key);
    }

    public void KeyUp(KeyCode key, EventModifiers modifiers)
    {
        if (Focused is { } target)
            Send(target, KeyUpEvent.GetPooled('\0', key, modifiers));
    }

    /// <summary>From a gamepad.</summary>
    public void Navigate(string action)
    {
        if (Focused is not { } target)
            return;
        switch (action)
        {
            case "submit":
                Send(target, NavigationSubmitEvent.GetPooled());
                break;
            case "cancel":
                Send(target, NavigationCancelEvent.GetPooled());
                break;
            default:
                Move(target, Enum.Parse<NavigationMoveEvent.Direction>(action, ignoreCase: true), isFromGamepad: true);
                break;
        }
    }

    /// <summary>The player clicked or tabbed onto it.</summary>
    public void Focus(VisualElement element)
    {
        for (VisualElement? at = element; at != null; at = at.PhysicalParent)
        {
            if (!at.canGrabFocus)
                continue;
            Panel?.focusController.Change(at, byHost: true);
            return;
        }
    }

    /// <param name="input">The part of a field that holds the browser's control.</param>
    public void Edit(VisualElement input, string value)
    {
        switch (input.PhysicalParent)
        {
            case TextField { isReadOnly: false } text:
                text.Edit(value);
                break;
            case Toggle toggle:
                toggle.Edit(value == "true");
                break;
            case ISlider slider:
                slider.Position = double.Parse(value, CultureInfo.InvariantCulture);
                break;
            case DropdownField dropdown:
                dropdown.Edit(value);
                break;
        }
    }

    void Navigate(VisualElement target, KeyCode key)
    {
        switch (key)
        {
            case KeyCode.Return or KeyCode.KeypadEnter or KeyCode.Space:
                Send(target, NavigationSubmitEvent.GetPooled());
                break;
            case KeyCode.Escape:
                Send(target, NavigationCancelEvent.GetPooled());
                break;
            case KeyCode.LeftArrow:
                Move(target, NavigationMoveEvent.Direction.Left);
                break;
            case KeyCode.RightArrow:
                Move(target, NavigationMoveEvent.Direction.Right);
                break;
            case KeyCode.UpArrow:
                Move(target, NavigationMoveEvent.Direction.Up);
                break;
            case KeyCode.DownArrow:
                Move(target, NavigationMoveEvent.Direction.Down);
                break;
        }
    }

    /// <summary>If nobody stops the event, the focus moves to the next or the last element that can have it.</summary>
    /// <param name="isFromGamepad">Arrow keys leave the document itself alone: games have their own use for them.</param>
    void Move(VisualElement target, NavigationMoveEvent.Direction direction, bool isFromGamepad = false)
    {
        using NavigationMoveEvent e = NavigationMoveEvent.GetPooled(direction);
        e.target = target;
        target.SendEvent(e);
        if (!e.isPropagationStopped && !e.isDefaultPrevented && (isFromGamepad || target.PhysicalParent?.PhysicalParent != null))
            MoveFocus(target, direction is NavigationMoveEvent.Direction.Right or NavigationMoveEvent.Direction.Down or NavigationMoveEvent.Direction.Next ? 1 : -1);
    }

    void MoveFocus(VisualElement from, int step)
    {
        List<VisualElement> ring = Panel!.visualTree.Query<VisualElement>()
            .Where(element => element.tabIndex >= 0 && element.canGrabFocus && !(element is Label && element.PhysicalParent is IField)).ToList();
        int at = ring.IndexOf(from);
        if (ring.Count > 0)
            ring[(at + step + ring.Count) % ring.Count].Focus();
    }

    static void Send(VisualElement target, EventBase e)
    {
        using (e)
        {
            e.target = target;
            target.SendEvent(e);
        }
    }
}
