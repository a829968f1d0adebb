namespace UnityEngine;

/// <summary>The clock of the frames.</summary>
public static class Time
{
    static double s_scale;

    public static float time => (float)timeAsDouble;

    public static double timeAsDouble { get; private set; }

    public static float unscaledTime => (float)unscaledTimeAsDouble;

    public static double unscaledTimeAsDouble { get; private set; }

    public static float realtimeSinceStartup => (float)unscaledTimeAsDouble;

    public static double realtimeSinceStartupAsDouble => unscaledTimeAsDouble;

    public static float deltaTime { get; private set; }

    public static float unscaledDeltaTime { get; private set; }

    public static int frameCount { get; private set; }

    /// <summary>A frame that took longer counts as this long, so that nothing jumps.</summary>
    public static float maximumDeltaTime { get; set; }

    public static float timeScale
    {
        get => (float)s_scale;
        set => s_scale = value;
    }

    internal static void Reset()
    {
        s_scale = 1;
        maximumDeltaTime = 1 / 3f;
        timeAsDouble = unscaledTimeAsDouble = deltaTime = unscaledDeltaTime = frameCount = 0;
    }

    internal static void Advance(double seconds)
    {
        double scaled = (seconds < maximumDeltaTime ? seconds : maximumDeltaTime) * s_scale;
        frameCount++;
        unscaledDeltaTime = (float)seconds;
        deltaTime = (float)scaled;
        unscaledTimeAsDouble += seconds;
        timeAsDouble += scaled;
    }
}
