using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public partial class VisualElement
{
    readonly List<string> _classes = new();

    internal IReadOnlyList<string> Classes => _classes;

    public IEnumerable<string> GetClasses() => _classes;

    public bool ClassListContains(string cls) => _classes.Contains(cls);

    public void AddToClassList(string className)
    {
        if (string.IsNullOrEmpty(className) || _classes.Contains(className))
            return;
        _classes.Add(className);
        MarkChanged();
    }

    public void RemoveFromClassList(string className)
    {
        if (_classes.Remove(className))
            MarkChanged();
    }

    public void ToggleInClassList(string className) => EnableInClassList(className, !ClassListContains(className));

    public void EnableInClassList(string className, bool enable)
    {
        if (enable)
            AddToClassList(className);
        else
            RemoveFromClassList(className);
    }

    public void ClearClassList()
    {
        if (_classes.Count == 0)
            return;
        _classes.Clear();
        MarkChanged();
    }
}
