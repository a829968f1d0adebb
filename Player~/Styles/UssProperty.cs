using System.Text.RegularExpressions;
using Ojousama.UnityYaml;

namespace Ojousama.Player.Styles;

/// <summary>Properties of USS as properties of CSS.</summary>
internal static partial class UssProperty
{
    /// <summary>Unity's properties that mean the same in CSS.</summary>
    static readonly HashSet<string> Same =
    [
        "align-content", "align-items", "align-self", "background-color", "background-position", "background-position-x", "background-position-y",
        "background-repeat", "background-size", "border-bottom-color", "border-bottom-left-radius", "border-bottom-right-radius",
        "border-bottom-width", "border-color", "border-left-color", "border-left-width", "border-radius", "border-right-color",
        "border-right-width", "border-top-color", "border-top-left-radius", "border-top-right-radius", "border-top-width", "border-width",
        "bottom", "color", "display", "flex", "flex-basis", "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "font-size", "height",
        "justify-content", "left", "letter-spacing", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height",
        "max-width", "min-height", "min-width", "opacity", "overflow", "padding", "padding-bottom", "padding-left", "padding-right",
        "padding-top", "position", "right", "rotate", "scale", "text-overflow", "text-shadow", "top", "transform-origin", "transition-delay",
        "transition-duration", "transition-timing-function", "translate", "visibility", "width", "word-spacing",
    ];

    static readonly HashSet<string> WithoutUnit = ["flex", "flex-grow", "flex-shrink", "opacity", "scale"];

    static readonly Dictionary<string, string> Renamed = new()
    {
        ["-unity-text-outline-width"] = "-webkit-text-stroke-width",
        ["-unity-text-outline-color"] = "-webkit-text-stroke-color",
        ["-unity-background-scale-mode"] = "background-size",
        ["-unity-font-style"] = "font-weight",
    };

    /// <summary>Every property that is known.</summary>
    public static IEnumerable<string> Known =>
        Same.Concat(Renamed.Keys).Concat(["background-image", "cursor", "transition", "transition-property", "white-space", "-unity-font", "-unity-font-definition", "-unity-text-align"]);

    /// <param name="url">From the argument of a url() to the address of the file.</param>
    /// <param name="font">From the address of a font to its name.</param>
    /// <param name="error">Makes an error of a problem and a remedy.</param>
    public static string ToCss(
        string property, string value, Func<string, string> url, Func<string, string> font, Func<string, string, OjousamaException> error)
    {
        if (property.StartsWith("--", StringComparison.Ordinal))
            return $"{property}: {Urls(value)};";
        if (Same.Contains(property))
            return $"{property}: {(WithoutUnit.Contains(property) ? value : WithUnits(value))};";
        return property switch
        {
            "background-image" => $"background-image: {Urls(value)};",
            "cursor" => $"cursor: {OneOf(("arrow", "default"), ("link", "pointer"), ("text", "text"), ("initial", "auto"))};",
            "transition" or "transition-property" => $"{property}: {Property().Replace(value, match => Renamed.GetValueOrDefault(match.Value, match.Value))};",
            "white-space" => $"white-space: {OneOf(("normal", "pre-wrap"), ("nowrap", "pre"), ("pre", "pre"), ("pre-wrap", "pre-wrap"))};",
            "-unity-font" or "-unity-font-definition" => $"font-family: {(value is "initial" or "none" ? value : font(Urls(value)))}, sans-serif;",
            "-unity-font-style" => OneOf(
                ("normal", "font-weight: normal; font-style: normal;"), ("bold", "font-weight: bold; font-style: normal;"),
                ("italic", "font-weight: normal; font-style: italic;"), ("bold-and-italic", "font-weight: bold; font-style: italic;")),
            "-unity-text-align" => TextAlign(value) ?? throw Unknown(),
            "-unity-background-scale-mode" => "background-position: center; background-repeat: no-repeat; background-size: "
                + OneOf(("stretch-to-fill", "100% 100%"), ("scale-and-crop", "cover"), ("scale-to-fit", "contain")) + ";",
            "-unity-text-outline-width" or "-unity-text-outline-color" => $"{Renamed[property]}: {value};",
            _ => throw error($"the property “{property}” is not supported by the player",
                NearestName.Of(property, Known) is { } near ? $"Did you mean “{near}”? Else remove it" : "Remove it"),
        };

        string Urls(string text) => Url().Replace(text, match => $"url(\"{url(match.Groups[2].Value)}\")");

        string OneOf(params (string Uss, string Css)[] values) =>
            values.FirstOrDefault(pair => pair.Uss == value).Css ?? throw Unknown();

        OjousamaException Unknown() => error($"“{value}” is no value of “{property}” that the player supports", "Look into Unity's manual for its values; var() does not work here");
    }

    /// <summary>The horizontal part is CSS's own; the vertical one is taken by the text within the element, as player.css has it.</summary>
    /// <returns>Null for an unknown name.</returns>
    public static string? TextAlign(string anchor)
    {
        string[] parts = anchor.Split('-');
        if (parts is not [var vertical, var horizontal] || horizontal is not ("left" or "center" or "right"))
            return null;
        string? margins = vertical switch
        {
            "upper" => "--text-above: 0; --text-below: auto;",
            "middle" => "--text-above: auto; --text-below: auto;",
            "lower" => "--text-above: auto; --text-below: 0;",
            _ => null,
        };
        return margins == null ? null : $"text-align: {horizontal}; {margins}";
    }

    /// <summary>Unity takes a bare number for pixels.</summary>
    static string WithUnits(string value) => value.Contains('(') ? value : BareNumber().Replace(value, "$0px");

    [GeneratedRegex(@"(?<![\w.#-])-?[0-9]*\.?[0-9]+(?![\w.%])")]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"url\(\s*(['""]?)(.*?)\1\s*\)")]
    private static partial Regex Url();

    [GeneratedRegex(@"-unity-[a-z-]+")]
    private static partial Regex Property();
}
