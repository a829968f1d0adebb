using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public interface IEventHandler
{
    void SendEvent(EventBase e);

    void HandleEvent(EventBase evt);
}

public enum PropagationPhase
{
    None,
    TrickleDown,
    AtTarget,
    DefaultActionAtTarget,
    BubbleUp,
    DefaultAction,
}

public enum TrickleDown
{
    NoTrickleDown,
    TrickleDown,
}

/// <summary>Something that happened to an element. Pooled: whoever gets one from a pool disposes of it, and nobody keeps it.</summary>
public abstract class EventBase : IDisposable
{
    int _references;

    public virtual long eventTypeId => GetType().GetHashCode();

    public long timestamp { get; private set; }

    public IEventHandler target { get; set; }

    public IEventHandler currentTarget { get; internal set; }

    public PropagationPhase propagationPhase { get; internal set; }

    public bool bubbles { get; protected set; }

    public bool tricklesDown { get; protected set; }

    public bool isPropagationStopped { get; private set; }

    public bool isImmediatePropagationStopped { get; private set; }

    public bool isDefaultPrevented { get; private set; }

    /// <summary>Disabled elements are deaf to it.</summary>
    internal virtual bool IsInput => false;

    public void StopPropagation() => isPropagationStopped = true;

    public void StopImmediatePropagation() => isPropagationStopped = isImmediatePropagationStopped = true;

    public void PreventDefault() => isDefaultPrevented = true;

    public void Dispose()
    {
        if (--_references == 0)
            Release();
    }

    internal void Acquire() => _references++;

    protected virtual void Init()
    {
        _references = 0;
        timestamp = (long)(Time.realtimeSinceStartupAsDouble * 1000);
        target = currentTarget = null;
        propagationPhase = PropagationPhase.None;
        bubbles = tricklesDown = true;
        isPropagationStopped = isImmediatePropagationStopped = isDefaultPrevented = false;
    }

    private protected abstract void Release();
}

public abstract class EventBase<T> : EventBase where T : EventBase<T>, new()
{
    static readonly Stack<T> Pool = new();

    public static long TypeId() => typeof(T).GetHashCode();

    public static T GetPooled()
    {
        if (!Pool.TryPop(out T e))
            e = new T();
        e.Init();
        e.Acquire();
        return e;
    }

    private protected override void Release() => Pool.Push((T)this);
}
