using System;

namespace UnityEngine.UIElements;

public delegate void EventCallback<in TEventType>(TEventType evt);

public delegate void EventCallback<in TEventType, in TCallbackArgs>(TEventType evt, TCallbackArgs userArgs);

/// <summary>Listens to events.</summary>
public abstract class CallbackEventHandler : IEventHandler
{
    // Replaced and never changed, so that a callback may add and remove callbacks.
    Callback[] _callbacks = Array.Empty<Callback>();

    public void RegisterCallback<TEventType>(EventCallback<TEventType> callback, TrickleDown useTrickleDown = TrickleDown.NoTrickleDown)
        where TEventType : EventBase<TEventType>, new()
    {
        Add(new Callback(typeof(TEventType), callback, useTrickleDown, e => callback((TEventType)e)));
    }

    public void RegisterCallback<TEventType, TUserArgsType>(
        EventCallback<TEventType, TUserArgsType> callback, TUserArgsType userArgs, TrickleDown useTrickleDown = TrickleDown.NoTrickleDown)
        where TEventType : EventBase<TEventType>, new()
    {
        Add(new Callback(typeof(TEventType), callback, useTrickleDown, e => callback((TEventType)e, userArgs)));
    }

    public void UnregisterCallback<TEventType>(EventCallback<TEventType> callback, TrickleDown useTrickleDown = TrickleDown.NoTrickleDown)
        where TEventType : EventBase<TEventType>, new() => Remove(typeof(TEventType), callback, useTrickleDown);

    public void UnregisterCallback<TEventType, TUserArgsType>(
        EventCallback<TEventType, TUserArgsType> callback, TrickleDown useTrickleDown = TrickleDown.NoTrickleDown)
        where TEventType : EventBase<TEventType>, new() => Remove(typeof(TEventType), callback, useTrickleDown);

    public abstract void SendEvent(EventBase e);

    void IEventHandler.HandleEvent(EventBase evt)
    {
        evt.currentTarget = this;
        Invoke(evt, evt.propagationPhase == PropagationPhase.TrickleDown ? TrickleDown.TrickleDown : TrickleDown.NoTrickleDown);
    }

    protected virtual void ExecuteDefaultActionAtTarget(EventBase evt)
    {
    }

    protected virtual void ExecuteDefaultAction(EventBase evt)
    {
    }

    internal void DefaultActionAtTarget(EventBase e) => ExecuteDefaultActionAtTarget(e);

    internal void DefaultAction(EventBase e) => ExecuteDefaultAction(e);

    internal bool Listens(Type type) => Array.Exists(_callbacks, callback => callback.Type == type);

    internal void Invoke(EventBase e, TrickleDown trickleDown)
    {
        Callback[] callbacks = _callbacks;
        Type type = e.GetType();
        for (int i = 0; i < callbacks.Length && !e.isImmediatePropagationStopped; i++)
        {
            if (callbacks[i].Type != type || callbacks[i].TrickleDown != trickleDown)
                continue;
            try
            {
                callbacks[i].Invoke(e);
            }
            catch (Exception exception)
            {
                Debug.LogException(exception);
            }
        }
    }

    private protected virtual void CallbacksChanged()
    {
    }

    void Add(Callback callback)
    {
        if (Find(callback.Type, callback.Listener, callback.TrickleDown) >= 0)
            return;
        Array.Resize(ref _callbacks, _callbacks.Length + 1);
        _callbacks[^1] = callback;
        CallbacksChanged();
    }

    void Remove(Type type, Delegate listener, TrickleDown trickleDown)
    {
        int at = Find(type, listener, trickleDown);
        if (at < 0)
            return;
        Callback removed = _callbacks[at];
        _callbacks = Array.FindAll(_callbacks, callback => callback != removed);
        CallbacksChanged();
    }

    int Find(Type type, Delegate listener, TrickleDown trickleDown) =>
        Array.FindIndex(_callbacks, callback => callback.Type == type && callback.Listener.Equals(listener) && callback.TrickleDown == trickleDown);

    sealed record Callback(Type Type, Delegate Listener, TrickleDown TrickleDown, Action<EventBase> Invoke);
}
