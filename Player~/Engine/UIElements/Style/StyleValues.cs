using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public interface IStyleValue<T>
{
    T value { get; set; }

    StyleKeyword keyword { get; set; }
}

public readonly record struct Length(float value, LengthUnit unit)
{
    public Length(float value) : this(value, LengthUnit.Pixel)
    {
    }

    public static Length Percent(float value) => new(value, LengthUnit.Percent);

    public static implicit operator Length(float value) => new(value);
}

public record struct StyleLength : IStyleValue<Length>
{
    public StyleLength(Length v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleLength(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Length value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleLength(float v) => new(new Length(v));

    public static implicit operator StyleLength(Length v) => new(v);

    public static implicit operator StyleLength(StyleKeyword keyword) => new(keyword);
}

public record struct StyleFloat : IStyleValue<float>
{
    public StyleFloat(float v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleFloat(StyleKeyword keyword)
    {
        value = 0;
        this.keyword = keyword;
    }

    public float value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleFloat(float v) => new(v);

    public static implicit operator StyleFloat(StyleKeyword keyword) => new(keyword);
}

public record struct StyleColor : IStyleValue<Color>
{
    public StyleColor(Color v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleColor(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Color value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleColor(Color v) => new(v);

    public static implicit operator StyleColor(StyleKeyword keyword) => new(keyword);
}

public struct StyleEnum<T> : IStyleValue<T>, IEquatable<StyleEnum<T>> where T : struct, IConvertible
{
    public StyleEnum(T v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleEnum(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public T value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleEnum<T>(T v) => new(v);

    public static implicit operator StyleEnum<T>(StyleKeyword keyword) => new(keyword);

    public static bool operator ==(StyleEnum<T> lhs, StyleEnum<T> rhs) => lhs.Equals(rhs);

    public static bool operator !=(StyleEnum<T> lhs, StyleEnum<T> rhs) => !lhs.Equals(rhs);

    public bool Equals(StyleEnum<T> other) => keyword == other.keyword && EqualityComparer<T>.Default.Equals(value, other.value);

    public override bool Equals(object obj) => obj is StyleEnum<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(value, keyword);
}

public record struct Background
{
    public Texture2D texture { get; set; }

    public Sprite sprite { get; set; }

    public static Background FromTexture2D(Texture2D t) => new() { texture = t };

    public static Background FromSprite(Sprite s) => new() { sprite = s };
}

public record struct StyleBackground : IStyleValue<Background>
{
    public StyleBackground(Background v)
    {
        value = v;
        keyword = StyleKeyword.Undefined;
    }

    public StyleBackground(Texture2D v) : this(Background.FromTexture2D(v))
    {
    }

    public StyleBackground(Sprite v) : this(Background.FromSprite(v))
    {
    }

    public StyleBackground(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public Background value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleBackground(Background v) => new(v);

    public static implicit operator StyleBackground(Texture2D v) => new(v);

    public static implicit operator StyleBackground(StyleKeyword keyword) => new(keyword);
}

public record struct FontDefinition
{
    public Font font { get; set; }

    public static FontDefinition FromFont(Font f) => new() { font = f };
}

public record struct StyleFontDefinition : IStyleValue<FontDefinition>
{
    public StyleFontDefinition(FontDefinition f)
    {
        value = f;
        keyword = StyleKeyword.Undefined;
    }

    public StyleFontDefinition(Font f) : this(FontDefinition.FromFont(f))
    {
    }

    public StyleFontDefinition(StyleKeyword keyword)
    {
        value = default;
        this.keyword = keyword;
    }

    public FontDefinition value { get; set; }

    public StyleKeyword keyword { get; set; }

    public static implicit operator StyleFontDefinition(FontDefinition f) => new(f);

    public static implicit operator StyleFontDefinition(StyleKeyword keyword) => new(keyword);
}
