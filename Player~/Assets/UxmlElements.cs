using System.Globalization;
using System.Xml.Linq;
using UnityEngine.UIElements;

namespace Ojousama.Player.Assets;

/// <summary>Which elements and attributes UXML may have here.</summary>
internal static class UxmlElements
{
    static readonly Dictionary<string, Func<VisualElement>> Known = new()
    {
        ["VisualElement"] = () => new VisualElement(),
        ["Label"] = () => new Label(),
        ["Button"] = () => new Button(),
        ["TextField"] = () => new TextField(),
        ["Toggle"] = () => new Toggle(),
        ["Slider"] = () => new Slider(),
        ["SliderInt"] = () => new SliderInt(),
        ["DropdownField"] = () => new DropdownField(),
        ["ScrollView"] = () => new ScrollView(),
        ["Image"] = () => new Image(),
        ["ProgressBar"] = () => new ProgressBar(),
        ["TemplateContainer"] = () => new TemplateContainer(),
    };

    /// <summary>Sets an attribute; false if the element has none such.</summary>
    public static readonly IReadOnlyDictionary<string, Func<VisualElement, string, bool>> Attributes = new Dictionary<string, Func<VisualElement, string, bool>>
    {
        ["name"] = (e, v) => Set(e, x => x.name = v),
        ["class"] = (e, v) => Set(e, x => Array.ForEach(v.Split(' ', StringSplitOptions.RemoveEmptyEntries), x.AddToClassList)),
        ["tooltip"] = (e, v) => Set(e, x => x.tooltip = v),
        ["picking-mode"] = (e, v) => Set(e, x => x.pickingMode = Enum.Parse<PickingMode>(v)),
        ["focusable"] = (e, v) => Set(e, x => x.focusable = bool.Parse(v)),
        ["tabindex"] = (e, v) => Set(e, x => x.tabIndex = Int(v)),
        ["view-data-key"] = (e, v) => Set(e, x => x.viewDataKey = v),
        ["enabled"] = (e, v) => Set(e, x => x.SetEnabled(bool.Parse(v))),
        ["display-tooltip-when-elided"] = (e, v) => Set<TextElement>(e, x => x.displayTooltipWhenElided = bool.Parse(v)),
        ["enable-rich-text"] = (e, v) => Set<TextElement>(e, x => x.enableRichText = bool.Parse(v)),
        ["text"] = (e, v) => Set<TextElement>(e, x => x.text = v) || Set<Toggle>(e, x => x.text = v),
        ["label"] = (e, v) => Set<BaseField<string>>(e, x => x.label = v) || Set<BaseField<bool>>(e, x => x.label = v)
            || Set<BaseField<float>>(e, x => x.label = v) || Set<BaseField<int>>(e, x => x.label = v),
        ["value"] = (e, v) => Set<BaseField<string>>(e, x => x.SetValueWithoutNotify(v)) || Set<BaseField<bool>>(e, x => x.SetValueWithoutNotify(bool.Parse(v)))
            || Set<BaseField<float>>(e, x => x.SetValueWithoutNotify(Float(v))) || Set<BaseField<int>>(e, x => x.SetValueWithoutNotify(Int(v)))
            || Set<ProgressBar>(e, x => x.SetValueWithoutNotify(Float(v))),
        ["low-value"] = (e, v) => Set<Slider>(e, x => x.lowValue = Float(v)) || Set<SliderInt>(e, x => x.lowValue = Int(v)) || Set<ProgressBar>(e, x => x.lowValue = Float(v)),
        ["high-value"] = (e, v) => Set<Slider>(e, x => x.highValue = Float(v)) || Set<SliderInt>(e, x => x.highValue = Int(v)) || Set<ProgressBar>(e, x => x.highValue = Float(v)),
        ["page-size"] = (e, v) => Set<Slider>(e, x => x.pageSize = Float(v)) || Set<SliderInt>(e, x => x.pageSize = Float(v)),
        ["choices"] = (e, v) => Set<DropdownField>(e, x => x.choices = [.. v.Split(',', StringSplitOptions.TrimEntries)]),
        ["index"] = (e, v) => Set<DropdownField>(e, x => x.index = Int(v)),
        ["title"] = (e, v) => Set<ProgressBar>(e, x => x.title = v),
        ["max-length"] = (e, v) => Set<TextField>(e, x => x.maxLength = Int(v)),
        ["multiline"] = (e, v) => Set<TextField>(e, x => x.multiline = bool.Parse(v)),
        ["password"] = (e, v) => Set<TextField>(e, x => x.isPasswordField = bool.Parse(v)),
        ["readonly"] = (e, v) => Set<TextField>(e, x => x.isReadOnly = bool.Parse(v)),
        ["placeholder-text"] = (e, v) => Set<TextField>(e, x => x.textEdition.placeholder = v),
        ["mode"] = (e, v) => Set<ScrollView>(e, x => x.mode = Enum.Parse<ScrollViewMode>(v)),
        ["vertical-scroller-visibility"] = (e, v) => Set<ScrollView>(e, x => x.verticalScrollerVisibility = Enum.Parse<ScrollerVisibility>(v)),
        ["horizontal-scroller-visibility"] = (e, v) => Set<ScrollView>(e, x => x.horizontalScrollerVisibility = Enum.Parse<ScrollerVisibility>(v)),
        ["scale-mode"] = (e, v) => Set<Image>(e, x => x.scaleMode = Enum.Parse<UnityEngine.ScaleMode>(v)),
    };

    public static IEnumerable<string> Names => Known.Keys.Concat(["Style", "Template", "Instance"]);

    /// <returns>Makes such an element; null if there is none.</returns>
    public static Func<VisualElement>? Find(XName name) =>
        name.NamespaceName == "UnityEngine.UIElements" ? Known.GetValueOrDefault(name.LocalName) : null;

    static bool Set(VisualElement element, Action<VisualElement> set) => Set<VisualElement>(element, set);

    static bool Set<T>(VisualElement element, Action<T> set)
    {
        if (element is not T typed)
            return false;
        set(typed);
        return true;
    }

    static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static float Float(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
