using System.Collections;
using System.Collections.Generic;
using System.Threading;

namespace UnityEngine;

/// <summary>A script on an object. The engine calls its Awake, OnEnable, Start, Update … by name, private or not.</summary>
public class MonoBehaviour : Behaviour
{
    readonly List<Coroutine> _coroutines = new();
    CancellationTokenSource _destroy;

    public MonoBehaviour() => Messages = new ScriptMessages(this);

    /// <summary>Cancelled when the script is destroyed.</summary>
    public CancellationToken destroyCancellationToken
    {
        get
        {
            _destroy ??= new CancellationTokenSource();
            if (IsDestroyed)
                _destroy.Cancel();
            return _destroy.Token;
        }
    }

    public bool useGUILayout { get; set; }

    internal ScriptMessages Messages { get; }

    internal bool HasStarted { get; set; }

    internal override int ExecutionOrder => Messages.Order;

    /// <summary>Runs to its first yield at once.</summary>
    public Coroutine StartCoroutine(IEnumerator routine)
    {
        var coroutine = new Coroutine(routine);
        if (!coroutine.Step(this))
            _coroutines.Add(coroutine);
        return coroutine;
    }

    public void StopCoroutine(Coroutine routine)
    {
        routine.Stop();
        _coroutines.Remove(routine);
    }

    public void StopCoroutine(IEnumerator routine)
    {
        if (_coroutines.Find(coroutine => ReferenceEquals(coroutine.Routine, routine)) is { } found)
            StopCoroutine(found);
    }

    public void StopAllCoroutines()
    {
        foreach (Coroutine coroutine in _coroutines)
            coroutine.Stop();
        _coroutines.Clear();
    }

    public static void print(object message) => Debug.Log(message);

    internal override void Awaken() => Messages.Send(Messages.Awake);

    internal override void TurnOn() => Messages.Send(Messages.OnEnable);

    internal override void TurnOff() => Messages.Send(Messages.OnDisable);

    internal void Begin()
    {
        HasStarted = true;
        Messages.Send(Messages.Start);
        if (Messages.StartRoutine != null)
            Messages.Send(() => StartCoroutine(Messages.StartRoutine()));
    }

    internal void StepCoroutines()
    {
        // A routine may start others; those have had their first step.
        for (int i = 0, count = _coroutines.Count; i < count && i < _coroutines.Count; i++)
        {
            Coroutine coroutine = _coroutines[i];
            if (!coroutine.Step(this))
                continue;
            if (_coroutines.Remove(coroutine))
            {
                i--;
                count--;
            }
        }
    }

    internal override void OnDestroyed()
    {
        StopAllCoroutines();
        if (IsAwake)
            Messages.Send(Messages.OnDestroy);
        _destroy?.Cancel();
    }
}
