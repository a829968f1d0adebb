using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace UnityEngine.UIElements;

public enum PickingMode
{
    Position,
    Ignore,
}

/// <summary>A box of the interface.</summary>
public partial class VisualElement : Focusable
{
    static int s_lastId;

    readonly List<VisualElement> _children = new();
    VisualElement _parent; // physical
    string _name = "";
    string _tooltip = "";
    PickingMode _pickingMode;
    bool _isEnabled = true;
    bool _focusable;
    InlineStyle _style;
    IVisualElementScheduler _scheduler;

    public VisualElement()
    {
    }

    public string name
    {
        get => _name;
        set => Change(ref _name, value ?? "");
    }

    public string tooltip
    {
        get => _tooltip;
        set => Change(ref _tooltip, value ?? "");
    }

    public PickingMode pickingMode
    {
        get => _pickingMode;
        set => Change(ref _pickingMode, value);
    }

    public override bool focusable
    {
        get => _focusable;
        set => Change(ref _focusable, value);
    }

    public override bool canGrabFocus => focusable && enabledInHierarchy && Panel != null && IsShown;

    public object userData { get; set; }

    /// <summary>The editor keeps view data by it; a game has none.</summary>
    public string viewDataKey { get; set; }

    public IPanel panel => Panel;

    public override FocusController focusController => Panel?.focusController;

    public IStyle style => _style ??= new InlineStyle(this);

    public IVisualElementScheduler schedule => _scheduler ??= new ElementScheduler(this);

    public bool visible
    {
        get => style.visibility != Visibility.Hidden;
        set => style.visibility = value ? new StyleEnum<Visibility>(Visibility.Visible) : Visibility.Hidden;
    }

    public bool enabledSelf => _isEnabled;

    public bool enabledInHierarchy => _isEnabled && (_parent == null || _parent.enabledInHierarchy);

    public VisualElementStyleSheetSet styleSheets => new(this);

    /// <summary>Names it to the host.</summary>
    internal int Id { get; } = ++s_lastId;

    internal RuntimePanel Panel { get; private set; }

    internal InlineStyle InlineStyle => _style;

    /// <summary>The style attribute that it has in UXML, for the browser; what code sets goes before it.</summary>
    internal string UxmlStyle { get; set; } = "";

    internal IReadOnlyList<VisualElement> PhysicalChildren => _children;

    internal List<StyleSheet> Sheets { get; } = new();

    /// <summary>Waits in the panel's list of changes.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>As far as code has said: a style sheet may hide it too.</summary>
    internal bool IsShown
    {
        get
        {
            for (VisualElement at = this; at != null; at = at._parent)
            {
                if (at._style != null && (at._style.display == DisplayStyle.None || at._style.visibility == Visibility.Hidden))
                    return false;
            }

            return true;
        }
    }

    public void SetEnabled(bool value)
    {
        if (_isEnabled == value)
            return;
        _isEnabled = value;
        EnableInClassList("unity-disabled", !value);
        // Its descendants show as disabled too.
        this.Query<VisualElement>().ForEach(element => element.MarkChanged());
        if (!value && focusController?.focusedElement is VisualElement focused && IsAncestorOf(focused))
            focused.Blur();
    }

    public override void SendEvent(EventBase e)
    {
        e.target ??= this;
        Panel?.Dispatcher.Dispatch(e);
    }

    public void MarkDirtyRepaint() => MarkChanged();

    public override string ToString() => $"{GetType().Name} {_name}";

    internal void MarkChanged()
    {
        if (!IsChanged && Panel != null)
            Panel.Add(this);
    }

    private protected bool Change<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
            return false;
        field = value;
        MarkChanged();
        return true;
    }

    private protected override void CallbacksChanged()
    {
        if (!IsMeasured && Listens(typeof(GeometryChangedEvent)))
            AskForMeasure();
    }
}
