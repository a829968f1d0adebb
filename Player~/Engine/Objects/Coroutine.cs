using System;
using System.Collections;

namespace UnityEngine;

public class YieldInstruction
{
    /// <summary>When the wait begins.</summary>
    internal virtual void Begin()
    {
    }

    /// <summary>Whether the routine has to wait on; asked once a frame after Update.</summary>
    internal virtual bool MustWait => false;
}

/// <summary>A routine that goes on after Update of the frame in which its wait is over.</summary>
public sealed class Coroutine : YieldInstruction
{
    bool _isDone;
    object _wait;

    internal Coroutine(IEnumerator routine) => Routine = routine;

    internal IEnumerator Routine { get; }

    internal override bool MustWait => !_isDone;

    internal void Stop() => _isDone = true;

    /// <returns>Whether it has come to its end.</returns>
    internal bool Step(MonoBehaviour owner)
    {
        if (_isDone || IsWaiting(owner))
            return _isDone;
        try
        {
            if (Routine.MoveNext())
            {
                _wait = Routine.Current is IEnumerator inner and not CustomYieldInstruction ? owner.StartCoroutine(inner) : Routine.Current;
                (_wait as YieldInstruction)?.Begin();
                return false;
            }
        }
        catch (Exception e)
        {
            Debug.LogException(e, owner);
        }

        _isDone = true;
        return true;
    }

    bool IsWaiting(MonoBehaviour owner)
    {
        try
        {
            return _wait switch
            {
                YieldInstruction instruction => instruction.MustWait,
                CustomYieldInstruction custom => custom.keepWaiting,
                _ => false,
            };
        }
        catch (Exception e)
        {
            Debug.LogException(e, owner);
            return !(_isDone = true);
        }
    }
}

public abstract class CustomYieldInstruction : IEnumerator
{
    public abstract bool keepWaiting { get; }

    public object Current => null;

    public bool MoveNext() => keepWaiting;

    public virtual void Reset()
    {
    }
}

public sealed class WaitForSeconds : YieldInstruction
{
    readonly float _seconds;
    double _until;

    public WaitForSeconds(float seconds) => _seconds = seconds;

    internal override bool MustWait => Time.timeAsDouble < _until;

    internal override void Begin() => _until = Time.timeAsDouble + _seconds;
}

public sealed class WaitForEndOfFrame : YieldInstruction
{
}

public class WaitForSecondsRealtime : CustomYieldInstruction
{
    readonly double _until;

    public WaitForSecondsRealtime(float time) => _until = Time.realtimeSinceStartupAsDouble + time;

    public override bool keepWaiting => Time.realtimeSinceStartupAsDouble < _until;
}

public sealed class WaitUntil : CustomYieldInstruction
{
    readonly Func<bool> _predicate;

    public WaitUntil(Func<bool> predicate) => _predicate = predicate;

    public override bool keepWaiting => !_predicate();
}

public sealed class WaitWhile : CustomYieldInstruction
{
    readonly Func<bool> _predicate;

    public WaitWhile(Func<bool> predicate) => _predicate = predicate;

    public override bool keepWaiting => _predicate();
}
