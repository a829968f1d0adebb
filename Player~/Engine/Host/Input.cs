namespace UnityEngine;

/// <summary>Only what the interface asks for: whether an input method is composing.</summary>
public static class Input
{
    /// <summary>What the player is composing; it is not in the text field yet.</summary>
    public static string compositionString { get; internal set; } = "";

    public static IMECompositionMode imeCompositionMode { get; set; }
}

public enum IMECompositionMode
{
    Auto,
    On,
    Off,
}
