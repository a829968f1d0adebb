namespace UnityEngine.UIElements;

/// <summary>
/// There is no layout engine here: the browser lays out, and tells the geometry of those elements that somebody asks about. Until it
/// has, and without a browser, an element is as large as its inline style says, or else as its parent.
/// </summary>
public partial class VisualElement
{
    ElementMeasure _measure;

    public Rect layout
    {
        get
        {
            AskForMeasure();
            return _measure?.Layout ?? new Rect(0, 0, GuessWidth(), GuessHeight());
        }
    }

    /// <summary>Without padding and border, in its own coordinates.</summary>
    public Rect contentRect
    {
        get
        {
            Rect box = layout;
            Rect inset = _measure?.Padding ?? default;
            return new Rect(inset.x, inset.y, box.width - inset.x - inset.width, box.height - inset.y - inset.height);
        }
    }

    public Rect localBound => layout;

    public Rect worldBound
    {
        get
        {
            Rect box = layout;
            for (VisualElement at = _parent; at != null; at = at._parent)
                box = new Rect(box.x + at.layout.x, box.y + at.layout.y, box.width, box.height);
            return box;
        }
    }

    public IResolvedStyle resolvedStyle => new ResolvedStyle(this);

    /// <summary>Whether the browser is to tell its geometry.</summary>
    internal bool IsMeasured { get; private set; }

    internal ElementMeasure Measure => _measure;

    internal void SetMeasure(ElementMeasure measure)
    {
        Rect old = _measure?.Layout ?? default;
        _measure = measure;
        if (old == measure.Layout || Panel == null)
            return;
        using var e = GeometryChangedEvent.GetPooled(old, measure.Layout);
        e.target = this;
        SendEvent(e);
    }

    internal void AskForMeasure()
    {
        if (IsMeasured)
            return;
        IsMeasured = true;
        MarkChanged();
    }

    float GuessWidth() => Guess(_style?.width ?? StyleKeyword.Null, _parent?.GuessWidth() ?? Panel?.ReferenceSize.x ?? float.NaN);

    float GuessHeight() => Guess(_style?.height ?? StyleKeyword.Null, _parent?.GuessHeight() ?? Panel?.ReferenceSize.y ?? float.NaN);

    static float Guess(StyleLength length, float parent)
    {
        if (length.keyword != StyleKeyword.Undefined)
            return parent;
        return length.value.unit == LengthUnit.Percent ? parent * length.value.value / 100 : length.value.value;
    }
}

/// <param name="Layout">Relative to the parent, in panel units.</param>
/// <param name="Padding">Padding and border: x is left, y is top, width is right, height is bottom.</param>
/// <param name="FontSize">In panel units.</param>
internal sealed record ElementMeasure(Rect Layout, Rect Padding, float FontSize);
