using System.Globalization;
using System.Text;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Player.Styles;

/// <summary>Writes what code has set on an element as the browser's style attribute.</summary>
internal sealed class InlineCss(Func<Texture2D, string> urlOf)
{
    readonly StringBuilder _css = new();

    /// <returns>Empty if nothing is set.</returns>
    public string Write(InlineStyle? style)
    {
        if (style == null)
            return "";
        _css.Clear();
        Enum("align-content", style.alignContent);
        Enum("align-items", style.alignItems);
        Enum("align-self", style.alignSelf);
        Color("background-color", style.backgroundColor);
        Picture(style.backgroundImage);
        Color("border-bottom-color", style.borderBottomColor);
        Color("border-left-color", style.borderLeftColor);
        Color("border-right-color", style.borderRightColor);
        Color("border-top-color", style.borderTopColor);
        Length("border-bottom-left-radius", style.borderBottomLeftRadius);
        Length("border-bottom-right-radius", style.borderBottomRightRadius);
        Length("border-top-left-radius", style.borderTopLeftRadius);
        Length("border-top-right-radius", style.borderTopRightRadius);
        Number("border-bottom-width", style.borderBottomWidth, "px");
        Number("border-left-width", style.borderLeftWidth, "px");
        Number("border-right-width", style.borderRightWidth, "px");
        Number("border-top-width", style.borderTopWidth, "px");
        Length("bottom", style.bottom);
        Color("color", style.color);
        Enum("display", style.display);
        Length("flex-basis", style.flexBasis);
        Enum("flex-direction", style.flexDirection);
        Number("flex-grow", style.flexGrow);
        Number("flex-shrink", style.flexShrink);
        Enum("flex-wrap", style.flexWrap);
        Length("font-size", style.fontSize);
        Length("height", style.height);
        Enum("justify-content", style.justifyContent);
        Length("left", style.left);
        Length("letter-spacing", style.letterSpacing);
        Length("margin-bottom", style.marginBottom);
        Length("margin-left", style.marginLeft);
        Length("margin-right", style.marginRight);
        Length("margin-top", style.marginTop);
        Length("max-height", style.maxHeight);
        Length("max-width", style.maxWidth);
        Length("min-height", style.minHeight);
        Length("min-width", style.minWidth);
        Number("opacity", style.opacity);
        Enum("overflow", style.overflow);
        Length("padding-bottom", style.paddingBottom);
        Length("padding-left", style.paddingLeft);
        Length("padding-right", style.paddingRight);
        Length("padding-top", style.paddingTop);
        Enum("position", style.position);
        Length("right", style.right);
        if (Has("rotate", style.rotate.keyword))
            End($"{Text(style.rotate.value.angle.ToDegrees())}deg");
        if (Has("scale", style.scale.keyword))
            End($"{Text(style.scale.value.value.x)} {Text(style.scale.value.value.y)}");
        Enum("text-overflow", style.textOverflow);
        Length("top", style.top);
        List("transition-delay", style.transitionDelay, Text);
        List("transition-duration", style.transitionDuration, Text);
        List("transition-property", style.transitionProperty, property => property.Name);
        List("transition-timing-function", style.transitionTimingFunction, easing => Kebab(easing.mode.ToString()));
        if (Has("translate", style.translate.keyword))
            End($"{Text(style.translate.value.x)} {Text(style.translate.value.y)}");
        if (style.unityBackgroundScaleMode.keyword == StyleKeyword.Undefined)
            Uss("-unity-background-scale-mode", Kebab(style.unityBackgroundScaleMode.value.ToString()));
        if (style.unityFontStyleAndWeight.keyword == StyleKeyword.Undefined)
            Uss("-unity-font-style", Kebab(style.unityFontStyleAndWeight.value.ToString()));
        if (style.unityTextAlign.keyword == StyleKeyword.Undefined)
            Uss("-unity-text-align", Kebab(style.unityTextAlign.value.ToString()));
        Color("-webkit-text-stroke-color", style.unityTextOutlineColor);
        Number("-webkit-text-stroke-width", style.unityTextOutlineWidth, "px");
        Enum("visibility", style.visibility);
        if (style.whiteSpace.keyword == StyleKeyword.Undefined)
            Uss("white-space", style.whiteSpace.value.ToString().ToLowerInvariant());
        Length("width", style.width);
        Length("word-spacing", style.wordSpacing);
        return _css.ToString();
    }

    /// <summary>FlexStart as flex-start.</summary>
    public static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);

    static string Text(Length length) => Text(length.value) + (length.unit == LengthUnit.Percent ? "%" : "px");

    static string Text(TimeValue time) => Text(time.value) + (time.unit == TimeUnit.Millisecond ? "ms" : "s");

    static string Text(Color color)
    {
        Color32 bytes = color;
        return $"rgba({bytes.r},{bytes.g},{bytes.b},{Text(MathF.Round(color.a, 3))})";
    }

    /// <summary>Begins the property; if a keyword is its value, ends it too.</summary>
    /// <returns>Whether a value has to follow.</returns>
    bool Has(string property, StyleKeyword keyword)
    {
        if (keyword == StyleKeyword.Null)
            return false;
        _css.Append(property).Append(':');
        if (keyword == StyleKeyword.Undefined)
            return true;
        End(keyword.ToString().ToLowerInvariant());
        return false;
    }

    void End(string value) => _css.Append(value).Append(';');

    void Length(string property, StyleLength length)
    {
        if (Has(property, length.keyword))
            End(Text(length.value));
    }

    void Number(string property, StyleFloat number, string unit = "")
    {
        if (Has(property, number.keyword))
            End(Text(number.value) + unit);
    }

    void Color(string property, StyleColor color)
    {
        if (Has(property, color.keyword))
            End(Text(color.value));
    }

    void Enum<T>(string property, StyleEnum<T> value)
        where T : struct, IConvertible
    {
        if (Has(property, value.keyword))
            End(Css(value.value.ToString()!));
    }

    void List<T>(string property, StyleList<T> list, Func<T, string> text)
    {
        if (Has(property, list.keyword))
            End(string.Join(',', list.value.Select(text)));
    }

    void Picture(StyleBackground background)
    {
        if (!Has("background-image", background.keyword))
            return;
        Texture2D? texture = background.value.sprite ? background.value.sprite.texture : background.value.texture;
        End(texture ? $"url(\"{urlOf(texture!)}\")" : "none");
    }

    void Uss(string property, string value) =>
        _css.Append(UssProperty.ToCss(property, value, url => url, font => font, (problem, remedy) => new OjousamaException(problem, remedy)));

    static string Css(string name) => name switch
    {
        nameof(Wrap.NoWrap) => "nowrap",
        _ => Kebab(name),
    };
}
