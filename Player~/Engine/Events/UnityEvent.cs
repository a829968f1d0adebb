using System;
using System.Collections.Generic;
using System.Reflection;

namespace UnityEngine.Events;

public delegate void UnityAction();

public delegate void UnityAction<T0>(T0 arg0);

public delegate void UnityAction<T0, T1>(T0 arg0, T1 arg1);

/// <summary>Listeners that the scene names, then those that code adds. One that throws does not stop the others.</summary>
[Serializable]
public abstract class UnityEventBase
{
    [SerializeField] internal PersistentCalls m_PersistentCalls = new();

    public int GetPersistentEventCount() => m_PersistentCalls.m_Calls.Count;

    public string GetPersistentMethodName(int index) => m_PersistentCalls.m_Calls[index].m_MethodName;

    public Object GetPersistentTarget(int index) => m_PersistentCalls.m_Calls[index].m_Target;

    private protected void InvokePersistent(params object[] arguments)
    {
        foreach (PersistentCall call in m_PersistentCalls.m_Calls)
        {
            try
            {
                call.Invoke(arguments);
            }
            catch (TargetInvocationException e)
            {
                Debug.LogException(e.InnerException, call.m_Target);
            }
        }
    }

    private protected static void Invoke(Action listener)
    {
        try
        {
            listener();
        }
        catch (Exception e)
        {
            Debug.LogException(e);
        }
    }
}

[Serializable]
public class UnityEvent : UnityEventBase
{
    readonly List<UnityAction> _listeners = new();

    public void AddListener(UnityAction call) => _listeners.Add(call);

    public void RemoveListener(UnityAction call) => _listeners.Remove(call);

    public void RemoveAllListeners() => _listeners.Clear();

    public void Invoke()
    {
        InvokePersistent();
        foreach (UnityAction listener in _listeners.ToArray())
            Invoke(() => listener());
    }
}

[Serializable]
public class UnityEvent<T0> : UnityEventBase
{
    readonly List<UnityAction<T0>> _listeners = new();

    public void AddListener(UnityAction<T0> call) => _listeners.Add(call);

    public void RemoveListener(UnityAction<T0> call) => _listeners.Remove(call);

    public void RemoveAllListeners() => _listeners.Clear();

    public void Invoke(T0 arg0)
    {
        InvokePersistent(arg0);
        foreach (UnityAction<T0> listener in _listeners.ToArray())
            Invoke(() => listener(arg0));
    }
}

[Serializable]
public class UnityEvent<T0, T1> : UnityEventBase
{
    readonly List<UnityAction<T0, T1>> _listeners = new();

    public void AddListener(UnityAction<T0, T1> call) => _listeners.Add(call);

    public void RemoveListener(UnityAction<T0, T1> call) => _listeners.Remove(call);

    public void RemoveAllListeners() => _listeners.Clear();

    public void Invoke(T0 arg0, T1 arg1)
    {
        InvokePersistent(arg0, arg1);
        foreach (UnityAction<T0, T1> listener in _listeners.ToArray())
            Invoke(() => listener(arg0, arg1));
    }
}
