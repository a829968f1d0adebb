using System;

namespace UnityEngine;

/// <summary>Red, green, blue and opacity from 0 to 1.</summary>
[Serializable]
public struct Color : IEquatable<Color>
{
    public float r;
    public float g;
    public float b;
    public float a;

    public Color(float r, float g, float b, float a = 1)
    {
        this.r = r;
        this.g = g;
        this.b = b;
        this.a = a;
    }

    public static Color white => new(1, 1, 1);

    public static Color black => new(0, 0, 0);

    public static Color clear => default;

    public static Color red => new(1, 0, 0);

    public static Color green => new(0, 1, 0);

    public static Color blue => new(0, 0, 1);

    public static Color gray => new(0.5f, 0.5f, 0.5f);

    public static Color yellow => new(1, 235f / 255, 4f / 255);

    public static Color operator *(Color a, float b) => new(a.r * b, a.g * b, a.b * b, a.a * b);

    public static bool operator ==(Color a, Color b) => a.Equals(b);

    public static bool operator !=(Color a, Color b) => !a.Equals(b);

    public static Color Lerp(Color a, Color b, float t)
    {
        t = Mathf.Clamp01(t);
        return new Color(a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t);
    }

    public bool Equals(Color other) => r == other.r && g == other.g && b == other.b && a == other.a;

    public override bool Equals(object other) => other is Color c && Equals(c);

    public override int GetHashCode() => HashCode.Combine(r, g, b, a);

    public override string ToString() => $"RGBA({r:F3}, {g:F3}, {b:F3}, {a:F3})";
}

/// <summary>The same in bytes.</summary>
[Serializable]
public struct Color32
{
    public byte r;
    public byte g;
    public byte b;
    public byte a;

    public Color32(byte r, byte g, byte b, byte a)
    {
        this.r = r;
        this.g = g;
        this.b = b;
        this.a = a;
    }

    public static implicit operator Color(Color32 c) => new(c.r / 255f, c.g / 255f, c.b / 255f, c.a / 255f);

    public static implicit operator Color32(Color c) => new(Byte(c.r), Byte(c.g), Byte(c.b), Byte(c.a));

    static byte Byte(float value) => (byte)Mathf.RoundToInt(Mathf.Clamp01(value) * 255);
}
