using System;
using System.Threading;

namespace UnityEngine;

/// <summary>The game and the machine it runs on.</summary>
public static class Application
{
    public delegate void LogCallback(string condition, string stackTrace, LogType type);

    public static event LogCallback logMessageReceived;

    public static event Action quitting;

    public static string persistentDataPath { get; internal set; } = "";

    public static string streamingAssetsPath { get; internal set; } = "";

    public static string dataPath { get; internal set; } = "";

    public static string temporaryCachePath => System.IO.Path.GetTempPath();

    public static string productName { get; internal set; } = "Ojousama";

    public static string companyName => "Ojousama";

    public static string version { get; internal set; } = "";

    public static string unityVersion => "2022.3.0f1";

    public static bool isPlaying => World.IsPlaying;

    public static bool isEditor => false;

    public static bool isBatchMode => false;

    public static bool isFocused { get; internal set; } = true;

    public static bool runInBackground => true;

    public static int targetFrameRate { get; set; } = -1;

    public static SystemLanguage systemLanguage =>
        System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ja" ? SystemLanguage.Japanese : SystemLanguage.English;

    public static RuntimePlatform platform =>
        Environment.OSVersion.Platform == PlatformID.Win32NT ? RuntimePlatform.WindowsPlayer
        : System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(System.Runtime.InteropServices.OSPlatform.OSX) ? RuntimePlatform.OSXPlayer
        : RuntimePlatform.LinuxPlayer;

    /// <summary>Cancelled when the game ends.</summary>
    public static CancellationToken exitCancellationToken => World.ExitToken;

    public static void Quit() => Quit(0);

    /// <summary>At the end of the frame.</summary>
    public static void Quit(int exitCode) => World.Current.ExitCode = exitCode;

    internal static void Log(string condition, string stackTrace, LogType type) => logMessageReceived?.Invoke(condition, stackTrace, type);

    internal static void Quitting()
    {
        try
        {
            quitting?.Invoke();
        }
        catch (Exception e)
        {
            Debug.LogException(e);
        }

        // In Unity a domain reload drops the listeners of the game that ended.
        quitting = null;
    }
}

public enum RuntimePlatform
{
    OSXEditor = 0,
    OSXPlayer = 1,
    WindowsPlayer = 2,
    WindowsEditor = 7,
    IPhonePlayer = 8,
    Android = 11,
    LinuxPlayer = 13,
    LinuxEditor = 16,
    WebGLPlayer = 17,
}

public enum SystemLanguage
{
    English = 10,
    Japanese = 22,
    Unknown = 42,
}
