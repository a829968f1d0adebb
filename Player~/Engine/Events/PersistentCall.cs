using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace UnityEngine.Events;

/// <summary>Listeners as a scene stores them.</summary>
[Serializable]
internal sealed class PersistentCalls
{
    public List<PersistentCall> m_Calls = new();
}

[Serializable]
internal sealed class PersistentCall
{
    public Object m_Target;
    public string m_TargetAssemblyTypeName = "";
    public string m_MethodName = "";
    public PersistentListenerMode m_Mode;
    public PersistentArguments m_Arguments = new();
    public UnityEventCallState m_CallState = UnityEventCallState.RuntimeOnly;

    /// <param name="dynamic">What the event was invoked with; passed on unless the scene fixes an argument.</param>
    public void Invoke(object[] dynamic)
    {
        if (m_CallState == UnityEventCallState.Off || !m_Target)
            return;
        object[] arguments = m_Mode switch
        {
            PersistentListenerMode.EventDefined => dynamic,
            PersistentListenerMode.Void => Array.Empty<object>(),
            PersistentListenerMode.Object => new object[] { m_Arguments.m_ObjectArgument },
            PersistentListenerMode.Int => new object[] { m_Arguments.m_IntArgument },
            PersistentListenerMode.Float => new object[] { m_Arguments.m_FloatArgument },
            PersistentListenerMode.String => new object[] { m_Arguments.m_StringArgument },
            _ => new object[] { m_Arguments.m_BoolArgument },
        };
        MethodInfo method = m_Target.GetType().GetMethods()
            .FirstOrDefault(candidate => candidate.Name == m_MethodName && Takes(candidate, arguments));
        if (method == null)
            Debug.LogError($"{m_Target.GetType().Name} has no public method {m_MethodName} for the event that the scene binds to it.", m_Target);
        else
            method.Invoke(m_Target, arguments);
    }

    static bool Takes(MethodInfo method, object[] arguments)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == arguments.Length
            && parameters.Zip(arguments, (parameter, argument) => argument == null ? !parameter.ParameterType.IsValueType : parameter.ParameterType.IsInstanceOfType(argument)).All(fits => fits);
    }
}

[Serializable]
internal sealed class PersistentArguments
{
    public Object m_ObjectArgument;
    public string m_ObjectArgumentAssemblyTypeName = "";
    public int m_IntArgument;
    public float m_FloatArgument;
    public string m_StringArgument = "";
    public bool m_BoolArgument;
}

public enum PersistentListenerMode
{
    EventDefined,
    Void,
    Object,
    Int,
    Float,
    String,
    Bool,
}

public enum UnityEventCallState
{
    Off,
    EditorAndRuntime,
    RuntimeOnly,
}
