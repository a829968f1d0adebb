using System;
using System.Reflection;

namespace UnityEngine;

/// <summary>An asset of the game's own making.</summary>
public class ScriptableObject : Object
{
    public static T CreateInstance<T>() where T : ScriptableObject => (T)CreateInstance(typeof(T));

    public static ScriptableObject CreateInstance(Type type)
    {
        var created = (ScriptableObject)Activator.CreateInstance(type, nonPublic: true);
        created.Wake();
        return created;
    }

    /// <summary>For an asset: its fields are read before it wakes.</summary>
    internal void Wake()
    {
        Send("Awake");
        Send("OnEnable");
    }

    internal override void OnDestroyed()
    {
        Send("OnDisable");
        Send("OnDestroy");
    }

    void Send(string message)
    {
        try
        {
            for (Type type = GetType(); type != typeof(ScriptableObject); type = type.BaseType)
            {
                MethodInfo method = type.GetMethod(
                    message, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, null, Type.EmptyTypes, null);
                if (method == null)
                    continue;
                method.Invoke(this, null);
                return;
            }
        }
        catch (TargetInvocationException e)
        {
            Debug.LogException(e.InnerException, this);
        }
    }
}
