using System;
using System.Collections.Generic;
using System.Linq;

namespace UnityEngine.UIElements;

/// <summary>Finds elements by type, name and class, from an element downwards, itself included.</summary>
public static class UQueryExtensions
{
    public static T Q<T>(this VisualElement e, string name = null, params string[] classes) where T : VisualElement =>
        new UQueryBuilder<T>(e, name, classes).First();

    public static T Q<T>(this VisualElement e, string name = null, string className = null) where T : VisualElement =>
        new UQueryBuilder<T>(e, name, Classes(className)).First();

    public static VisualElement Q(this VisualElement e, string name = null, params string[] classes) => e.Q<VisualElement>(name, classes);

    public static VisualElement Q(this VisualElement e, string name = null, string className = null) => e.Q<VisualElement>(name, className);

    public static UQueryBuilder<T> Query<T>(this VisualElement e, string name = null, params string[] classes) where T : VisualElement => new(e, name, classes);

    public static UQueryBuilder<T> Query<T>(this VisualElement e, string name = null, string className = null) where T : VisualElement => new(e, name, Classes(className));

    public static UQueryBuilder<VisualElement> Query(this VisualElement e, string name = null, params string[] classes) => new(e, name, classes);

    public static UQueryBuilder<VisualElement> Query(this VisualElement e, string name = null, string className = null) => new(e, name, Classes(className));

    static string[] Classes(string className) => className == null ? Array.Empty<string>() : new[] { className };
}

public readonly struct UQueryBuilder<T> where T : VisualElement
{
    readonly VisualElement _root;
    readonly Func<T, bool> _matches;

    internal UQueryBuilder(VisualElement root, string name, string[] classes)
        : this(root, element => (name == null || element.name == name) && classes.All(element.ClassListContains))
    {
    }

    UQueryBuilder(VisualElement root, Func<T, bool> matches)
    {
        _root = root ?? throw new ArgumentNullException("e");
        _matches = matches;
    }

    public UQueryBuilder<T> Where(Func<T, bool> selectorPredicate)
    {
        Func<T, bool> matches = _matches;
        return new UQueryBuilder<T>(_root, element => matches(element) && selectorPredicate(element));
    }

    public T First() => Find(_root).FirstOrDefault();

    public T Last() => Find(_root).LastOrDefault();

    public T AtIndex(int index) => Find(_root).ElementAtOrDefault(index);

    public List<T> ToList() => Find(_root).ToList();

    public void ForEach(Action<T> funcCall)
    {
        foreach (T element in ToList())
            funcCall(element);
    }

    IEnumerable<T> Find(VisualElement at)
    {
        if (at is T element && _matches(element))
            yield return element;
        for (int i = 0; i < at.PhysicalChildren.Count; i++)
        {
            foreach (T found in Find(at.PhysicalChildren[i]))
                yield return found;
        }
    }
}
