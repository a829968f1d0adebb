using System.Collections.Generic;

namespace UnityEngine.UIElements;

/// <summary>Takes events down from the root to their target and up again. One that is sent while another is under way waits for its end.</summary>
internal sealed class EventDispatcher
{
    readonly Queue<EventBase> _waiting = new();
    readonly List<VisualElement> _path = new();
    bool _isBusy;

    public void Dispatch(EventBase e)
    {
        e.Acquire();
        _waiting.Enqueue(e);
        if (_isBusy)
            return;
        _isBusy = true;
        while (_waiting.TryDequeue(out EventBase next))
        {
            Propagate(next);
            next.Dispose();
        }

        _isBusy = false;
    }

    void Propagate(EventBase e)
    {
        if (e.target is not VisualElement target)
            return;
        _path.Clear();
        for (VisualElement at = target; at != null; at = at.hierarchy.parent)
            _path.Add(at);

        e.propagationPhase = PropagationPhase.TrickleDown;
        for (int i = _path.Count - 1; i > 0 && e.tricklesDown && !e.isPropagationStopped; i--)
            Invoke(_path[i], e, TrickleDown.TrickleDown);

        if (!e.isPropagationStopped)
        {
            e.propagationPhase = PropagationPhase.AtTarget;
            Invoke(target, e, TrickleDown.TrickleDown);
            if (!e.isImmediatePropagationStopped)
                Invoke(target, e, TrickleDown.NoTrickleDown);
        }

        if (!e.isDefaultPrevented && Receives(target, e))
        {
            e.propagationPhase = PropagationPhase.DefaultActionAtTarget;
            target.DefaultActionAtTarget(e);
        }

        e.propagationPhase = PropagationPhase.BubbleUp;
        for (int i = 1; i < _path.Count && e.bubbles && !e.isPropagationStopped; i++)
            Invoke(_path[i], e, TrickleDown.NoTrickleDown);

        if (!e.isDefaultPrevented && Receives(target, e))
        {
            e.propagationPhase = PropagationPhase.DefaultAction;
            e.currentTarget = target;
            target.DefaultAction(e);
        }

        e.propagationPhase = PropagationPhase.None;
        e.currentTarget = null;
    }

    static void Invoke(VisualElement element, EventBase e, TrickleDown trickleDown)
    {
        if (!Receives(element, e))
            return;
        e.currentTarget = element;
        element.Invoke(e, trickleDown);
    }

    static bool Receives(VisualElement element, EventBase e) => !e.IsInput || element.enabledInHierarchy;
}
