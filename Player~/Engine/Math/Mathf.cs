using System;

namespace UnityEngine;

public static class Mathf
{
    public const float PI = (float)Math.PI;
    public const float Epsilon = float.Epsilon;
    public const float Infinity = float.PositiveInfinity;
    public const float Deg2Rad = PI / 180;
    public const float Rad2Deg = 180 / PI;

    public static float Abs(float f) => Math.Abs(f);

    public static int Abs(int value) => Math.Abs(value);

    public static float Min(float a, float b) => a < b ? a : b;

    public static int Min(int a, int b) => Math.Min(a, b);

    public static float Max(float a, float b) => a > b ? a : b;

    public static int Max(int a, int b) => Math.Max(a, b);

    public static float Clamp(float value, float min, float max) => value < min ? min : value > max ? max : value;

    public static int Clamp(int value, int min, int max) => value < min ? min : value > max ? max : value;

    public static float Clamp01(float value) => Clamp(value, 0, 1);

    public static float Lerp(float a, float b, float t) => a + (b - a) * Clamp01(t);

    public static float LerpUnclamped(float a, float b, float t) => a + (b - a) * t;

    public static float InverseLerp(float a, float b, float value) => a == b ? 0 : Clamp01((value - a) / (b - a));

    public static float MoveTowards(float current, float target, float maxDelta) =>
        Abs(target - current) <= maxDelta ? target : current + Sign(target - current) * maxDelta;

    public static float SmoothStep(float from, float to, float t)
    {
        t = Clamp01(t);
        t = t * t * (3 - 2 * t);
        return to * t + from * (1 - t);
    }

    public static float Repeat(float t, float length) => Clamp(t - Floor(t / length) * length, 0, length);

    public static float PingPong(float t, float length) => length - Abs(Repeat(t, length * 2) - length);

    public static bool Approximately(float a, float b) => Abs(b - a) < Max(1E-06f * Max(Abs(a), Abs(b)), Epsilon * 8);

    public static float Sign(float f) => f >= 0 ? 1 : -1;

    public static float Floor(float f) => (float)Math.Floor(f);

    public static float Ceil(float f) => (float)Math.Ceiling(f);

    public static float Round(float f) => (float)Math.Round(f);

    public static int FloorToInt(float f) => (int)Math.Floor(f);

    public static int CeilToInt(float f) => (int)Math.Ceiling(f);

    public static int RoundToInt(float f) => (int)Math.Round(f);

    public static float Sin(float f) => (float)Math.Sin(f);

    public static float Cos(float f) => (float)Math.Cos(f);

    public static float Sqrt(float f) => (float)Math.Sqrt(f);

    public static float Pow(float f, float p) => (float)Math.Pow(f, p);

    public static float Exp(float power) => (float)Math.Exp(power);

    public static float Log(float f) => (float)Math.Log(f);
}
