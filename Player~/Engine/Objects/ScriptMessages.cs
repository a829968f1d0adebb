using System;
using System.Collections;
using System.Reflection;

namespace UnityEngine;

/// <summary>The methods of one script that the engine calls by name; bound once, so that a frame needs no reflection and no allocation.</summary>
internal sealed class ScriptMessages
{
    readonly MonoBehaviour _script;

    public ScriptMessages(MonoBehaviour script)
    {
        _script = script;
        Awake = Bind<Action>("Awake");
        OnEnable = Bind<Action>("OnEnable");
        Start = Bind<Action>("Start");
        StartRoutine = Start == null ? Bind<Func<IEnumerator>>("Start") : null;
        Update = Bind<Action>("Update");
        LateUpdate = Bind<Action>("LateUpdate");
        OnDisable = Bind<Action>("OnDisable");
        OnDestroy = Bind<Action>("OnDestroy");
        OnApplicationQuit = Bind<Action>("OnApplicationQuit");
        OnApplicationPause = Bind<Action<bool>>("OnApplicationPause");
        OnApplicationFocus = Bind<Action<bool>>("OnApplicationFocus");
        Order = script.GetType().GetCustomAttribute<DefaultExecutionOrder>()?.order ?? 0;
    }

    public Action Awake { get; }

    public Action OnEnable { get; }

    public Action Start { get; }

    /// <summary>A Start that is a coroutine.</summary>
    public Func<IEnumerator> StartRoutine { get; }

    public Action Update { get; }

    public Action LateUpdate { get; }

    public Action OnDisable { get; }

    public Action OnDestroy { get; }

    public Action OnApplicationQuit { get; }

    public Action<bool> OnApplicationPause { get; }

    public Action<bool> OnApplicationFocus { get; }

    public int Order { get; }

    /// <summary>An exception is logged with the script and stops nothing.</summary>
    public void Send(Action message)
    {
        if (message == null)
            return;
        try
        {
            message();
        }
        catch (Exception e)
        {
            Debug.LogException(e, _script);
        }
    }

    public void Send(Action<bool> message, bool value)
    {
        if (message != null)
            Send(() => message(value));
    }

    TDelegate Bind<TDelegate>(string name) where TDelegate : Delegate
    {
        MethodInfo signature = typeof(TDelegate).GetMethod("Invoke");
        Type[] parameters = Array.ConvertAll(signature.GetParameters(), parameter => parameter.ParameterType);
        for (Type type = _script.GetType(); type != typeof(MonoBehaviour); type = type.BaseType)
        {
            MethodInfo method = type.GetMethod(
                name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, null, parameters, null);
            if (method != null && method.ReturnType == signature.ReturnType)
                return (TDelegate)method.CreateDelegate(typeof(TDelegate), _script);
        }

        return null;
    }
}
