using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public interface IPanel : IDisposable
{
    VisualElement visualTree { get; }

    FocusController focusController { get; }
}

/// <summary>The surface that shows the documents of one PanelSettings.</summary>
internal sealed class RuntimePanel : IPanel
{
    readonly List<ScheduledItem> _scheduled = new();
    readonly List<VisualElement> _changed = new();

    public RuntimePanel(PanelSettings settings)
    {
        Settings = settings;
        visualTree = new VisualElement { name = settings.name, pickingMode = PickingMode.Ignore };
        visualTree.SetPanel(this);
    }

    public PanelSettings Settings { get; }

    public VisualElement visualTree { get; }

    public FocusController focusController { get; } = new();

    public EventDispatcher Dispatcher { get; } = new();

    public Vector2 ReferenceSize => Settings.referenceResolution;

    /// <summary>Elements that changed since the host last looked; some may be gone from the panel.</summary>
    public IReadOnlyList<VisualElement> Changed => _changed;

    public void Add(VisualElement changed)
    {
        changed.IsChanged = true;
        _changed.Add(changed);
    }

    public void ClearChanged()
    {
        foreach (VisualElement element in _changed)
        {
            // One that moved to another panel waits in that panel's list.
            if (element.Panel == this)
                element.IsChanged = false;
        }

        _changed.Clear();
    }

    public void Schedule(ScheduledItem item) => _scheduled.Add(item);

    /// <summary>Once a frame.</summary>
    public void Update()
    {
        // Actions may schedule others; those come in the next frame.
        for (int i = 0, count = _scheduled.Count; i < count; i++)
        {
            if (_scheduled[i].Update())
                continue;
            _scheduled.RemoveAt(i--);
            count--;
        }
    }

    public void Dispose() => visualTree.SetPanel(null);
}
