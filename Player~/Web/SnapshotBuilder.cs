using System.Globalization;
using Ojousama.Player.Assets;
using Ojousama.Player.Styles;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Player.Web;

/// <summary>Looks at an element and writes down what the browser is to show. Main thread only.</summary>
internal sealed class SnapshotBuilder
{
    // Elements of these USS classes have a meaning for screen readers, which UI Toolkit cannot express.
    const string LiveRegion = "live-region", GlyphsOfATextBox = "ojousama-text-box__text";

    readonly AssetCatalog _assets;
    readonly Func<VisualElement, MirrorNode> _nodeOf;
    readonly InlineCss _css;

    public SnapshotBuilder(AssetCatalog assets, Func<VisualElement, MirrorNode> nodeOf)
    {
        _assets = assets;
        _nodeOf = nodeOf;
        _css = new InlineCss(UrlOf);
    }

    public ElementSnapshot Build(VisualElement element)
    {
        bool isDisabled = !element.enabledInHierarchy;
        var input = element.PhysicalParent is IField field && field.Input == element ? Input(field, isDisabled) : null;
        return new ElementSnapshot
        {
            Tag = element is Button ? "button" : "div",
            Type = element.GetType().Name,
            Name = NullIfEmpty(element.name),
            Classes = element.Classes.Count == 0 ? "ve" : "ve " + string.Join(' ', element.Classes),
            Style = NullIfEmpty(element.UxmlStyle + _css.Write(element.InlineStyle) + Picture(element)),
            Text = element is TextElement text ? NullIfEmpty(text.text) : null,
            Tooltip = NullIfEmpty(element.tooltip),
            Role = element.ClassListContains(LiveRegion) ? "status" : element is AbstractProgressBar ? "progressbar" : null,
            Live = element.ClassListContains(LiveRegion) ? "polite" : null,
            IsHiddenFromReaders = element.ClassListContains(GlyphsOfATextBox),
            IgnoresPointer = element.pickingMode == PickingMode.Ignore,
            // The browser's control within a field takes the focus for it.
            TabIndex = element.focusable && element is not IField && !(element is Label && element.PhysicalParent is IField) ? element.tabIndex : null,
            IsDisabled = isDisabled,
            IsChecked = element is Toggle { value: true },
            IsMeasured = element.IsMeasured,
            Range = element is AbstractProgressBar bar ? (bar.lowValue, bar.highValue, bar.value) : null,
            Input = input,
            Scroll = element.PhysicalParent is ScrollView scroll && scroll.contentViewport == element ? Scroll(scroll) : null,
            Children = Children(element),
        };
    }

    MirrorNode[] Children(VisualElement element)
    {
        var children = new MirrorNode[element.PhysicalChildren.Count];
        for (int i = 0; i < children.Length; i++)
            children[i] = _nodeOf(element.PhysicalChildren[i]);
        return children;
    }

    static NativeInput Input(IField field, bool isDisabled)
    {
        var element = (VisualElement)field;
        string label = new[] { field.Label, element.tooltip, element.name }.FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "";
        NativeInput input = field switch
        {
            TextField text => new NativeInput(text.multiline ? "textarea" : text.isPasswordField ? "password" : "text", label, text.value ?? "", field.Edits, text.Selections)
            {
                Placeholder = NullIfEmpty(text.textEdition.placeholder),
                MaxLength = text.maxLength < 0 ? null : text.maxLength,
                IsReadOnly = text.isReadOnly,
            },
            Toggle toggle => new NativeInput("checkbox", label == element.name ? toggle.text : label, toggle.value ? "true" : "false", field.Edits),
            ISlider slider => new NativeInput("range", label, Text(slider.Position), field.Edits)
            {
                Min = Text(slider.Low),
                Max = Text(slider.High),
                Step = slider.Step > 0 ? Text(slider.Step) : "any",
            },
            DropdownField dropdown => new NativeInput("select", label, dropdown.value ?? "", field.Edits) { Options = [.. dropdown.choices] },
            _ => throw new OjousamaException($"The field {element.GetType().Name} is not supported by the player", "Use another one"),
        };
        return input with { IsDisabled = isDisabled };
    }

    static string Scroll(ScrollView view) => string.Create(
        CultureInfo.InvariantCulture, $"{view.Commands}|{view.scrollOffset.x}|{view.scrollOffset.y}|{view.Target?.Id}");

    string Picture(VisualElement element)
    {
        if (element is not Image image)
            return "";
        Texture? texture = image.sprite ? image.sprite.texture : image.image;
        if (texture is not Texture2D picture || !picture)
            return "";
        string size = image.scaleMode switch { ScaleMode.ScaleAndCrop => "cover", ScaleMode.ScaleToFit => "contain", _ => "100% 100%" };
        return $"background:url(\"{UrlOf(picture)}\") center/{size} no-repeat;";
    }

    string UrlOf(Texture2D texture)
    {
        if (texture.Encoded is { } encoded)
            return "data:image/png;base64," + Convert.ToBase64String(encoded);
        return texture.AssetPath is { } path && _assets.UrlOf(path) is { } url ? url : "";
    }

    static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
