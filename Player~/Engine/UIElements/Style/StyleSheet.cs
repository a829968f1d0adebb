using System.Collections.Generic;

namespace UnityEngine.UIElements;

/// <summary>A .uss file. The browser does its work, for the whole panel.</summary>
public class StyleSheet : ScriptableObject
{
    /// <summary>The same for the browser.</summary>
    internal string Css { get; set; } = "";
}

/// <summary>A .tss file: a theme.</summary>
public class ThemeStyleSheet : StyleSheet
{
}

/// <summary>Style sheets that come with an element; here they hold for its whole panel.</summary>
public readonly struct VisualElementStyleSheetSet
{
    readonly VisualElement _element;

    internal VisualElementStyleSheetSet(VisualElement element) => _element = element;

    public int count => _element.Sheets.Count;

    public StyleSheet this[int index] => _element.Sheets[index];

    public void Add(StyleSheet styleSheet)
    {
        if (Contains(styleSheet))
            return;
        _element.Sheets.Add(styleSheet);
        _element.MarkChanged();
    }

    public bool Remove(StyleSheet styleSheet)
    {
        if (!_element.Sheets.Remove(styleSheet))
            return false;
        _element.MarkChanged();
        return true;
    }

    public void Clear()
    {
        _element.Sheets.Clear();
        _element.MarkChanged();
    }

    public bool Contains(StyleSheet styleSheet) => _element.Sheets.Contains(styleSheet);
}
