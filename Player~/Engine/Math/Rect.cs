using System;

namespace UnityEngine;

[Serializable]
public struct Rect : IEquatable<Rect>
{
    [SerializeField] float m_XMin;
    [SerializeField] float m_YMin;
    [SerializeField] float m_Width;
    [SerializeField] float m_Height;

    public Rect(float x, float y, float width, float height)
    {
        m_XMin = x;
        m_YMin = y;
        m_Width = width;
        m_Height = height;
    }

    public static Rect zero => default;

    public float x
    {
        get => m_XMin;
        set => m_XMin = value;
    }

    public float y
    {
        get => m_YMin;
        set => m_YMin = value;
    }

    public float width
    {
        get => m_Width;
        set => m_Width = value;
    }

    public float height
    {
        get => m_Height;
        set => m_Height = value;
    }

    public float xMin => m_XMin;

    public float yMin => m_YMin;

    public float xMax => m_XMin + m_Width;

    public float yMax => m_YMin + m_Height;

    public Vector2 position => new(x, y);

    public Vector2 size => new(width, height);

    public Vector2 center => new(x + width / 2, y + height / 2);

    public static bool operator ==(Rect a, Rect b) => a.Equals(b);

    public static bool operator !=(Rect a, Rect b) => !a.Equals(b);

    public bool Contains(Vector2 point) => point.x >= xMin && point.x < xMax && point.y >= yMin && point.y < yMax;

    public bool Equals(Rect other) => x.Equals(other.x) && y.Equals(other.y) && width.Equals(other.width) && height.Equals(other.height);

    public override bool Equals(object other) => other is Rect r && Equals(r);

    public override int GetHashCode() => HashCode.Combine(x, y, width, height);

    public override string ToString() => $"(x:{x:F2}, y:{y:F2}, width:{width:F2}, height:{height:F2})";
}
