using System;

namespace UnityEngine;

/// <summary>The log. A context names the object that a message is about.</summary>
public static class Debug
{
    /// <summary>Where lines go; the player that shows the game sets it.</summary>
    internal static Action<LogType, string> Sink { get; set; } = (type, line) =>
    {
        if (type != LogType.Log)
            Console.Error.WriteLine(line);
    };

    public static bool isDebugBuild => true;

    public static void Log(object message) => Log(message, null);

    public static void Log(object message, Object context) => Write(LogType.Log, message, context);

    public static void LogWarning(object message) => LogWarning(message, null);

    public static void LogWarning(object message, Object context) => Write(LogType.Warning, message, context);

    public static void LogError(object message) => LogError(message, null);

    public static void LogError(object message, Object context) => Write(LogType.Error, message, context);

    public static void LogFormat(string format, params object[] args) => Log(string.Format(format, args));

    public static void LogWarningFormat(string format, params object[] args) => LogWarning(string.Format(format, args));

    public static void LogErrorFormat(string format, params object[] args) => LogError(string.Format(format, args));

    public static void LogException(Exception exception) => LogException(exception, null);

    public static void LogException(Exception exception, Object context) =>
        Write(LogType.Exception, $"{exception.GetType().Name}: {exception.Message}", context, exception.StackTrace);

    public static void Assert(bool condition) => Assert(condition, "Assertion failed");

    public static void Assert(bool condition, object message)
    {
        if (!condition)
            Write(LogType.Assert, message, null);
    }

    static void Write(LogType type, object message, Object context, string stack = "")
    {
        string text = message?.ToString() ?? "Null";
        string place = context is null ? "" : $" ({context.name}, {context.GetType().Name})";
        Sink(type, stack == "" ? text + place : $"{text}{place}\n{stack}");
        Application.Log(text, stack, type);
    }
}

public enum LogType
{
    Error,
    Assert,
    Warning,
    Log,
    Exception,
}
