using System;
using System.Collections.Generic;
using System.Linq;

namespace UnityEngine.UIElements;

public readonly record struct Translate(Length x, Length y, float z = 0);

public record struct StyleTranslate : IStyleValue<Translate>
{
    public StyleTranslate(Translate v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleTranslate(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Translate value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleTranslate(Translate v) => new(v);

    public static implicit operator StyleTranslate(StyleKeyword keyword) => new(keyword);
}

public readonly record struct Scale(Vector3 value)
{
    public Scale(Vector2 scale) : this(new Vector3(scale.x, scale.y, 1))
    {
    }
}

public record struct StyleScale : IStyleValue<Scale>
{
    public StyleScale(Scale v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleScale(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Scale value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleScale(Scale v) => new(v);

    public static implicit operator StyleScale(Vector2 v) => new(new Scale(v));

    public static implicit operator StyleScale(StyleKeyword keyword) => new(keyword);
}

public readonly record struct Angle(float value, AngleUnit unit)
{
    public Angle(float value) : this(value, AngleUnit.Degree)
    {
    }

    public static implicit operator Angle(float value) => new(value);

    public float ToDegrees() => unit switch
    {
        AngleUnit.Gradian => value * 360 / 400,
        AngleUnit.Radian => value * Mathf.Rad2Deg,
        AngleUnit.Turn => value * 360,
        _ => value,
    };
}

public readonly record struct Rotate(Angle angle);

public record struct StyleRotate : IStyleValue<Rotate>
{
    public StyleRotate(Rotate v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleRotate(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Rotate value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleRotate(Rotate v) => new(v);

    public static implicit operator StyleRotate(StyleKeyword keyword) => new(keyword);
}

public readonly record struct TimeValue(float value, TimeUnit unit)
{
    public TimeValue(float value) : this(value, TimeUnit.Second)
    {
    }

    public static implicit operator TimeValue(float value) => new(value);
}

public readonly record struct StylePropertyName(string Name)
{
    public static implicit operator StylePropertyName(string name) => new(name);

    public override string ToString() => Name;
}

public readonly record struct EasingFunction(EasingMode mode)
{
    public static implicit operator EasingFunction(EasingMode easingMode) => new(easingMode);
}

/// <summary>Equal if the lists have equal items.</summary>
public struct StyleList<T> : IStyleValue<List<T>>, IEquatable<StyleList<T>>
{
    public StyleList(List<T> v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleList(StyleKeyword keyword)
    {
        value = null;
        this.keyword = keyword;
    }

    public List<T> value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleList<T>(List<T> v) => new(v);

    public static implicit operator StyleList<T>(StyleKeyword keyword) => new(keyword);

    public bool Equals(StyleList<T> other) =>
        keyword == other.keyword && (ReferenceEquals(value, other.value) || (value != null && other.value != null && value.SequenceEqual(other.value)));

    public override bool Equals(object obj) => obj is StyleList<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(keyword, value?.Count);
}
