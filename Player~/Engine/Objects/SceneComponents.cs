namespace UnityEngine;

/// <summary>Every scene has one; nothing is drawn by it here.</summary>
public sealed class Camera : Behaviour
{
    public static Camera main => Object.FindFirstObjectByType<Camera>();
}

/// <summary>Every scene has one; the browser listens.</summary>
public sealed class AudioListener : Behaviour
{
    public static float volume { get; set; } = 1;
}
