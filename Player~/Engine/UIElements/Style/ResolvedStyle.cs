namespace UnityEngine.UIElements;

/// <summary>What an element looks like in the end, as far as it is told here.</summary>
public interface IResolvedStyle
{
    float width { get; }

    float height { get; }

    float left { get; }

    float top { get; }

    float fontSize { get; }

    float paddingLeft { get; }

    float paddingRight { get; }

    float paddingTop { get; }

    float paddingBottom { get; }

    float opacity { get; }

    DisplayStyle display { get; }

    Visibility visibility { get; }
}

/// <summary>Measured by the browser where it has been, and guessed from the inline style else.</summary>
internal readonly struct ResolvedStyle : IResolvedStyle
{
    const float DefaultFontSize = 12; // of Unity's runtime theme: 12 px

    readonly VisualElement _element;

    public ResolvedStyle(VisualElement element)
    {
        _element = element;
        element.AskForMeasure();
    }

    public float width => _element.layout.width;

    public float height => _element.layout.height;

    public float left => _element.layout.x;

    public float top => _element.layout.y;

    public float paddingLeft => Padding.x;

    public float paddingTop => Padding.y;

    public float paddingRight => Padding.width;

    public float paddingBottom => Padding.height;

    public float opacity => _element.InlineStyle is { opacity: { keyword: StyleKeyword.Undefined } set } ? set.value : 1;

    public DisplayStyle display => _element.InlineStyle?.display.value ?? DisplayStyle.Flex;

    public Visibility visibility => _element.InlineStyle?.visibility.value ?? Visibility.Visible;

    public float fontSize
    {
        get
        {
            if (_element.Measure != null)
                return _element.Measure.FontSize;
            for (VisualElement at = _element; at != null; at = at.PhysicalParent)
            {
                if (at.InlineStyle is { fontSize: { keyword: StyleKeyword.Undefined } size })
                    return size.value.value;
            }

            return DefaultFontSize;
        }
    }

    Rect Padding => _element.Measure?.Padding ?? default;
}
