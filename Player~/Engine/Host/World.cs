using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using UnityEngine.UIElements;

namespace UnityEngine;

/// <summary>Everything that lives while a game is played, and the order in which it is told so.</summary>
/// <remarks>
/// Order: https://docs.unity3d.com/Manual/ExecutionOrder.html. Unity's API is static, so there is one world at a time; all of it runs on
/// the thread that began it.
/// </remarks>
internal sealed class World : IDisposable
{
    static World s_current;

    readonly List<GameObject> _objects = new();
    readonly List<MonoBehaviour> _scripts = new(); // by execution order, then age
    readonly List<MonoBehaviour> _awoken = new(); // join the scripts before the next Start
    readonly List<(Object Target, double Due)> _toDestroy = new();
    readonly CancellationTokenSource _exit = new();
    readonly SynchronizationContext _outer = SynchronizationContext.Current;
    bool _hasGaps;

    public World()
    {
        if (s_current != null)
            throw new OjousamaPlayException("A game is being played already", "Dispose of it before another begins");
        s_current = this;
        Time.Reset();
        Application.isFocused = true;
        SynchronizationContext.SetSynchronizationContext(Context);
    }

    public static World Current => s_current ?? throw new OjousamaPlayException("No game is being played", "Begin one with GamePlayer.Load");

    public static bool IsPlaying => s_current != null;

    public static CancellationToken ExitToken => s_current?._exit.Token ?? new CancellationToken(canceled: true);

    public IReadOnlyList<GameObject> Objects => _objects;

    /// <summary>Panels of the interface, in the order of their first documents.</summary>
    public List<RuntimePanel> Panels { get; } = new();

    public MainThreadContext Context { get; } = new();

    /// <summary>Set by Application.Quit.</summary>
    public int? ExitCode { get; set; }

    public void Add(GameObject o) => _objects.Add(o);

    /// <summary>One frame, but for the input, which comes before.</summary>
    public void Frame(double seconds)
    {
        Time.Advance(seconds);
        StartScripts();
        for (int i = 0; i < _scripts.Count; i++)
        {
            if (_scripts[i].isActiveAndEnabled)
                _scripts[i].Messages.Send(_scripts[i].Messages.Update);
        }

        for (int i = 0; i < _scripts.Count; i++)
        {
            if (!_scripts[i].IsDestroyed && _scripts[i].gameObject.activeInHierarchy)
                _scripts[i].StepCoroutines();
        }

        Context.Run();
        for (int i = 0; i < _scripts.Count; i++)
        {
            if (_scripts[i].isActiveAndEnabled)
                _scripts[i].Messages.Send(_scripts[i].Messages.LateUpdate);
        }

        for (int i = 0; i < Panels.Count; i++)
            Panels[i].Update();
        DestroyDue();
    }

    /// <summary>Awake and OnEnable, for what a scene has just brought: by execution order.</summary>
    public void Wake(IEnumerable<Behaviour> behaviours)
    {
        foreach (Behaviour behaviour in behaviours.OrderBy(behaviour => behaviour.ExecutionOrder).ToArray())
            Wake(behaviour);
    }

    public void Wake(Behaviour behaviour)
    {
        if (behaviour.IsDestroyed || !behaviour.gameObject.activeInHierarchy)
            return;
        if (!behaviour.IsAwake)
        {
            behaviour.IsAwake = true;
            behaviour.Awaken();
            if (behaviour is MonoBehaviour script)
                _awoken.Add(script);
        }

        EnabledChanged(behaviour);
    }

    public void EnabledChanged(Behaviour behaviour)
    {
        if (!behaviour.IsAwake || behaviour.IsOn == behaviour.isActiveAndEnabled)
            return;
        behaviour.IsOn = !behaviour.IsOn;
        if (behaviour.IsOn)
            behaviour.TurnOn();
        else
            behaviour.TurnOff();
    }

    /// <summary>The object, or one above it, was switched on or off.</summary>
    public void ActiveChanged(GameObject o)
    {
        foreach (Behaviour behaviour in o.Components.OfType<Behaviour>().ToArray())
        {
            Wake(behaviour);
            EnabledChanged(behaviour);
            if (!o.activeInHierarchy)
                (behaviour as MonoBehaviour)?.StopAllCoroutines();
        }

        for (int i = 0; i < o.transform.childCount; i++)
        {
            if (o.transform.GetChild(i).gameObject.activeSelf)
                ActiveChanged(o.transform.GetChild(i).gameObject);
        }
    }

    public IEnumerable<T> Find<T>() =>
        _objects.Where(o => o.activeInHierarchy)
            .SelectMany(o => o.Components.OfType<Object>().Prepend(o)).OfType<T>();

    public void DestroyLater(Object target, double seconds)
    {
        if (target)
            _toDestroy.Add((target, Time.timeAsDouble + seconds));
    }

    public void DestroyNow(Object target)
    {
        if (!target)
            return;
        if (target is GameObject o)
            DestroyObject(o);
        else if (target is Transform)
            Debug.LogError("Can't destroy Transform component of '" + target.name + "'. Destroy its game object instead.", target);
        else if (target is Component component)
        {
            TurnOff(component);
            MarkDestroyed(component);
            component.gameObject.Detach(component);
        }
        else
            MarkDestroyed(target);
    }

    /// <summary>The player looks at the game, or has put it away; it goes on meanwhile, as with runInBackground.</summary>
    public void Focus(bool isFocused)
    {
        if (Application.isFocused == isFocused)
            return;
        Application.isFocused = isFocused;
        Tell(messages => messages.Send(messages.OnApplicationFocus, isFocused));
        Tell(messages => messages.Send(messages.OnApplicationPause, !isFocused));
    }

    /// <summary>Application events, which all scripts get.</summary>
    void Tell(Action<ScriptMessages> message)
    {
        foreach (MonoBehaviour script in _scripts.Concat(_awoken).Where(script => script.isActiveAndEnabled).ToArray())
            message(script.Messages);
    }

    /// <summary>Ends the game as Unity does: OnApplicationQuit, then OnDisable and OnDestroy of all.</summary>
    public void Dispose()
    {
        if (s_current != this)
            return;
        Application.Quitting();
        Tell(messages => messages.Send(messages.OnApplicationQuit));
        _exit.Cancel();
        foreach (GameObject o in _objects.ToArray())
            DestroyNow(o);
        Context.Finish();
        foreach (RuntimePanel panel in Panels)
            panel.Dispose();
        s_current = null;
        SynchronizationContext.SetSynchronizationContext(_outer);
        _exit.Dispose();
    }

    void StartScripts()
    {
        do
        {
            foreach (MonoBehaviour script in _awoken)
            {
                int at = _scripts.Count;
                while (at > 0 && _scripts[at - 1].ExecutionOrder > script.ExecutionOrder)
                    at--;
                _scripts.Insert(at, script);
            }

            _awoken.Clear();
            for (int i = 0; i < _scripts.Count; i++)
            {
                if (!_scripts[i].HasStarted && _scripts[i].isActiveAndEnabled)
                    _scripts[i].Begin();
            }
        }
        while (_awoken.Count > 0);
    }

    void DestroyDue()
    {
        for (int i = 0; i < _toDestroy.Count; i++)
        {
            if (_toDestroy[i].Due > Time.timeAsDouble)
                continue;
            DestroyNow(_toDestroy[i].Target);
            _toDestroy.RemoveAt(i--);
        }

        if (!_hasGaps)
            return;
        _scripts.RemoveAll(script => script.IsDestroyed);
        _hasGaps = false;
    }

    void DestroyObject(GameObject o)
    {
        for (int i = o.transform.childCount - 1; i >= 0; i--)
            DestroyObject(o.transform.GetChild(i).gameObject);
        Component[] components = o.Components.ToArray();
        foreach (Component component in components)
            TurnOff(component);
        foreach (Component component in components)
            MarkDestroyed(component);
        _objects.Remove(o);
        MarkDestroyed(o);
    }

    static void TurnOff(Component component)
    {
        if (component is not Behaviour { IsOn: true } behaviour)
            return;
        behaviour.IsOn = false;
        behaviour.TurnOff();
    }

    void MarkDestroyed(Object target)
    {
        _hasGaps |= target is MonoBehaviour;
        // The script may still use its object and itself in OnDestroy.
        target.OnDestroyed();
        target.IsDestroyed = true;
    }
}
