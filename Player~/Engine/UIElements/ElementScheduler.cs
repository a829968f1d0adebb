using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public struct TimerState
{
    /// <summary>In milliseconds.</summary>
    public long start { get; set; }

    public long now { get; set; }

    public long deltaTime => now - start;
}

/// <summary>Runs actions later, while the element is on a panel.</summary>
public interface IVisualElementScheduler
{
    IVisualElementScheduledItem Execute(Action updateEvent);

    IVisualElementScheduledItem Execute(Action<TimerState> timerUpdateEvent);
}

public interface IVisualElementScheduledItem
{
    VisualElement element { get; }

    bool isActive { get; }

    void Resume();

    void Pause();

    void ExecuteLater(long delayMs);

    IVisualElementScheduledItem StartingIn(long delayMs);

    IVisualElementScheduledItem Every(long intervalMs);

    IVisualElementScheduledItem Until(Func<bool> stopCondition);

    IVisualElementScheduledItem ForDuration(long durationMs);
}

internal sealed class ElementScheduler : IVisualElementScheduler
{
    readonly VisualElement _element;

    public ElementScheduler(VisualElement element) => _element = element;

    public IVisualElementScheduledItem Execute(Action updateEvent) => Execute(_ => updateEvent());

    public IVisualElementScheduledItem Execute(Action<TimerState> timerUpdateEvent)
    {
        var item = new ScheduledItem(_element, timerUpdateEvent);
        item.Resume();
        return item;
    }
}

internal sealed class ScheduledItem : IVisualElementScheduledItem
{
    readonly Action<TimerState> _action;
    Func<bool> _until;
    RuntimePanel _panel; // whose clock it is on
    long _delay;
    long _interval = -1;
    long _duration = -1;
    double _due; // seconds
    double _begun;
    double _last;

    public ScheduledItem(VisualElement element, Action<TimerState> action)
    {
        this.element = element;
        _action = action;
        element.RegisterCallback<AttachToPanelEvent>(_ => Enlist());
    }

    public VisualElement element { get; }

    public bool isActive { get; private set; }

    static double Now => Time.unscaledTimeAsDouble;

    public void Resume()
    {
        isActive = true;
        Begin();
    }

    public void Pause() => isActive = false;

    public void ExecuteLater(long delayMs)
    {
        _delay = delayMs;
        Resume();
    }

    public IVisualElementScheduledItem StartingIn(long delayMs)
    {
        _delay = delayMs;
        Begin();
        return this;
    }

    public IVisualElementScheduledItem Every(long intervalMs)
    {
        _interval = intervalMs;
        return this;
    }

    public IVisualElementScheduledItem Until(Func<bool> stopCondition)
    {
        _until = stopCondition;
        return this;
    }

    public IVisualElementScheduledItem ForDuration(long durationMs)
    {
        _duration = durationMs;
        return this;
    }

    /// <returns>False if the panel may forget it.</returns>
    internal bool Update()
    {
        if (!isActive || element.Panel != _panel)
        {
            _panel = null;
            return false;
        }

        if (Now < _due)
            return true;
        try
        {
            _action(new TimerState { start = (long)(_last * 1000), now = (long)(Now * 1000) });
        }
        catch (Exception e)
        {
            Debug.LogException(e);
        }

        _last = Now;
        if (_due > Now)
            return true; // it put itself off
        bool isOver = _until?.Invoke() == true || (_duration >= 0 && (Now - _begun) * 1000 >= _duration);
        if (_interval < 0 || isOver)
            isActive = false;
        else
            _due = Now + _interval / 1000.0;
        return true;
    }

    void Begin()
    {
        _begun = _last = Now;
        _due = Now + _delay / 1000.0;
        Enlist();
    }

    void Enlist()
    {
        if (!isActive || _panel == element.Panel)
            return;
        _panel = element.Panel;
        _panel?.Schedule(this);
    }
}
