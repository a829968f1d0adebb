using System;

namespace UnityEngine;

[Serializable]
public struct Vector2 : IEquatable<Vector2>
{
    public float x;
    public float y;

    public Vector2(float x, float y)
    {
        this.x = x;
        this.y = y;
    }

    public static Vector2 zero => default;

    public static Vector2 one => new(1, 1);

    public static Vector2 up => new(0, 1);

    public static Vector2 right => new(1, 0);

    public float magnitude => Mathf.Sqrt(sqrMagnitude);

    public float sqrMagnitude => x * x + y * y;

    public static Vector2 operator +(Vector2 a, Vector2 b) => new(a.x + b.x, a.y + b.y);

    public static Vector2 operator -(Vector2 a, Vector2 b) => new(a.x - b.x, a.y - b.y);

    public static Vector2 operator -(Vector2 a) => new(-a.x, -a.y);

    public static Vector2 operator *(Vector2 a, float d) => new(a.x * d, a.y * d);

    public static Vector2 operator *(float d, Vector2 a) => a * d;

    public static Vector2 operator /(Vector2 a, float d) => new(a.x / d, a.y / d);

    public static bool operator ==(Vector2 a, Vector2 b) => (a - b).sqrMagnitude < 9.99999944E-11f;

    public static bool operator !=(Vector2 a, Vector2 b) => !(a == b);

    public static implicit operator Vector2(Vector3 v) => new(v.x, v.y);

    public static implicit operator Vector3(Vector2 v) => new(v.x, v.y, 0);

    public static float Distance(Vector2 a, Vector2 b) => (a - b).magnitude;

    public static Vector2 Lerp(Vector2 a, Vector2 b, float t) => a + (b - a) * Mathf.Clamp01(t);

    public bool Equals(Vector2 other) => x == other.x && y == other.y;

    public override bool Equals(object other) => other is Vector2 v && Equals(v);

    public override int GetHashCode() => HashCode.Combine(x, y);

    public override string ToString() => $"({x:F2}, {y:F2})";
}

[Serializable]
public struct Vector2Int : IEquatable<Vector2Int>
{
    public int x;
    public int y;

    public Vector2Int(int x, int y)
    {
        this.x = x;
        this.y = y;
    }

    public static bool operator ==(Vector2Int a, Vector2Int b) => a.Equals(b);

    public static bool operator !=(Vector2Int a, Vector2Int b) => !a.Equals(b);

    public static implicit operator Vector2(Vector2Int v) => new(v.x, v.y);

    public bool Equals(Vector2Int other) => x == other.x && y == other.y;

    public override bool Equals(object other) => other is Vector2Int v && Equals(v);

    public override int GetHashCode() => HashCode.Combine(x, y);

    public override string ToString() => $"({x}, {y})";
}

[Serializable]
public struct Vector3 : IEquatable<Vector3>
{
    public float x;
    public float y;
    public float z;

    public Vector3(float x, float y, float z = 0)
    {
        this.x = x;
        this.y = y;
        this.z = z;
    }

    public static Vector3 zero => default;

    public static Vector3 one => new(1, 1, 1);

    public static Vector3 up => new(0, 1, 0);

    public static Vector3 forward => new(0, 0, 1);

    public float magnitude => Mathf.Sqrt(sqrMagnitude);

    public float sqrMagnitude => x * x + y * y + z * z;

    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.x + b.x, a.y + b.y, a.z + b.z);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.x - b.x, a.y - b.y, a.z - b.z);

    public static Vector3 operator *(Vector3 a, float d) => new(a.x * d, a.y * d, a.z * d);

    public static bool operator ==(Vector3 a, Vector3 b) => (a - b).sqrMagnitude < 9.99999944E-11f;

    public static bool operator !=(Vector3 a, Vector3 b) => !(a == b);

    public static Vector3 Lerp(Vector3 a, Vector3 b, float t) => a + (b - a) * Mathf.Clamp01(t);

    public bool Equals(Vector3 other) => x == other.x && y == other.y && z == other.z;

    public override bool Equals(object other) => other is Vector3 v && Equals(v);

    public override int GetHashCode() => HashCode.Combine(x, y, z);

    public override string ToString() => $"({x:F2}, {y:F2}, {z:F2})";
}

[Serializable]
public struct Vector4
{
    public float x;
    public float y;
    public float z;
    public float w;
}

[Serializable]
public struct Quaternion
{
    public float x;
    public float y;
    public float z;
    public float w;

    public Quaternion(float x, float y, float z, float w)
    {
        this.x = x;
        this.y = y;
        this.z = z;
        this.w = w;
    }

    public static Quaternion identity => new(0, 0, 0, 1);
}
