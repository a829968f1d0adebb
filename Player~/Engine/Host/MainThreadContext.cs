using System;
using System.Collections.Generic;
using System.Threading;

namespace UnityEngine;

/// <summary>Brings the continuations of async code back to the main thread: once a frame, after Update and coroutines, as Unity does.</summary>
internal sealed class MainThreadContext : SynchronizationContext
{
    readonly int _thread = Environment.CurrentManagedThreadId;
    readonly object _lock = new();
    List<(SendOrPostCallback Callback, object State)> _posted = new();
    List<(SendOrPostCallback Callback, object State)> _running = new();

    /// <summary>Something is there to be run; raised on the thread that brings it.</summary>
    public event Action Posted;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object state)
    {
        lock (_lock)
            _posted.Add((d, state));
        Posted?.Invoke();
    }

    public override void Send(SendOrPostCallback d, object state)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Post(_ =>
        {
            try
            {
                d(state);
            }
            finally
            {
                done.Set();
            }
        }, null);
        done.Wait();
    }

    /// <summary>What is posted meanwhile waits for the next frame.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Run()
    {
        lock (_lock)
            (_posted, _running) = (_running, _posted);
        if (_running.Count == 0)
            return false;
        foreach (var (callback, state) in _running)
        {
            try
            {
                callback(state);
            }
            catch (Exception e)
            {
                Debug.LogException(e);
            }
        }

        _running.Clear();
        return true;
    }

    /// <summary>Lets async code that was cancelled run to its end; gives up on code that has not for a while.</summary>
    public void Finish()
    {
        for (int quiet = 0, rounds = 0; quiet < 5 && rounds < 200; rounds++)
        {
            quiet = Run() ? 0 : quiet + 1;
            Thread.Sleep(2);
        }
    }
}
