using System;

namespace UnityEngine.UIElements;

public enum ScrollViewMode
{
    Vertical,
    Horizontal,
    VerticalAndHorizontal,
}

public enum ScrollerVisibility
{
    Auto,
    AlwaysVisible,
    Hidden,
}

/// <summary>A window onto content that is larger than it. The browser scrolls.</summary>
public class ScrollView : VisualElement
{
    readonly VisualElement _content = Part("unity-content-container", "unity-scroll-view__content-container");
    ScrollViewMode _mode;
    ScrollerVisibility _vertical;
    ScrollerVisibility _horizontal;
    Vector2 _offset;

    public ScrollView() : this(ScrollViewMode.Vertical)
    {
    }

    public ScrollView(ScrollViewMode scrollViewMode)
    {
        AddToClassList("unity-scroll-view");
        contentViewport = Part("unity-content-viewport", "unity-scroll-view__content-viewport");
        contentViewport.hierarchy.Add(_content);
        hierarchy.Add(contentViewport);
        mode = scrollViewMode;
        ShowMode();
    }

    public override VisualElement contentContainer => _content;

    public VisualElement contentViewport { get; }

    public ScrollViewMode mode
    {
        get => _mode;
        set
        {
            _mode = value;
            ShowMode();
        }
    }

    public ScrollerVisibility verticalScrollerVisibility
    {
        get => _vertical;
        set
        {
            _vertical = value;
            ShowMode();
        }
    }

    public ScrollerVisibility horizontalScrollerVisibility
    {
        get => _horizontal;
        set
        {
            _horizontal = value;
            ShowMode();
        }
    }

    /// <summary>How far the content is moved up and left; the browser keeps it within its bounds.</summary>
    public Vector2 scrollOffset
    {
        get => _offset;
        set
        {
            _offset = new Vector2(Math.Max(0, value.x), Math.Max(0, value.y));
            Target = null;
            Command();
        }
    }

    /// <summary>Counts what code wants of the browser.</summary>
    internal int Commands { get; private set; }

    /// <summary>The element to bring into view; null to go by the offset.</summary>
    internal VisualElement Target { get; private set; }

    public void ScrollTo(VisualElement child)
    {
        if (child == null)
            throw new ArgumentNullException(nameof(child));
        if (!_content.Contains(child))
            throw new ArgumentException("Cannot scroll to a VisualElement that's not a child of the ScrollView content-container.");
        Target = child;
        Command();
    }

    /// <summary>The player scrolled in the browser.</summary>
    internal void SetOffsetByHost(Vector2 offset) => _offset = offset;

    static VisualElement Part(string name, string className)
    {
        var part = new VisualElement { name = name, IsInner = true };
        part.AddToClassList(className);
        return part;
    }

    void Command()
    {
        Commands++;
        contentViewport.MarkChanged();
    }

    void ShowMode()
    {
        EnableInClassList("unity-scroll-view--vertical", mode == ScrollViewMode.Vertical);
        EnableInClassList("unity-scroll-view--horizontal", mode == ScrollViewMode.Horizontal);
        EnableInClassList("unity-scroll-view--vertical-horizontal", mode == ScrollViewMode.VerticalAndHorizontal);
        contentViewport.EnableInClassList("player-no-scrollbar", _vertical == ScrollerVisibility.Hidden || (mode == ScrollViewMode.Horizontal && _horizontal == ScrollerVisibility.Hidden));
    }
}
