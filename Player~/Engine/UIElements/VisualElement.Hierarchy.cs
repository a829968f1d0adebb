using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements;

public partial class VisualElement
{
    /// <summary>Where children that are added go; a ScrollView has it inside.</summary>
    public virtual VisualElement contentContainer => this;

    /// <summary>The children as they physically are.</summary>
    public Hierarchy hierarchy => new(this);

    /// <summary>The element to which this was added.</summary>
    public VisualElement parent
    {
        get
        {
            VisualElement at = _parent;
            while (at != null && at.IsInner)
                at = at._parent;
            return at;
        }
    }

    public int childCount => contentContainer._children.Count;

    public VisualElement this[int key] => contentContainer._children[key];

    /// <summary>Part of a control, and not visible as a parent.</summary>
    internal bool IsInner { get; set; }

    public IEnumerable<VisualElement> Children() => contentContainer._children;

    public VisualElement ElementAt(int index) => this[index];

    public void Add(VisualElement child) => Insert(childCount, child);

    public void Insert(int index, VisualElement element) => contentContainer.InsertPhysically(index, element);

    public void Remove(VisualElement element)
    {
        if (!contentContainer._children.Contains(element))
            throw new ArgumentException("This element is not my child.");
        element.RemoveFromHierarchy();
    }

    public void RemoveAt(int index) => this[index].RemoveFromHierarchy();

    public void Clear() => contentContainer.ClearPhysically();

    public int IndexOf(VisualElement element) => contentContainer._children.IndexOf(element);

    public bool Contains(VisualElement child) => child != null && IsAncestorOf(child);

    public void RemoveFromHierarchy()
    {
        if (_parent == null)
            return;
        VisualElement old = _parent;
        old._children.Remove(this);
        _parent = null;
        old.MarkChanged();
        SetPanel(null);
    }

    public void BringToFront() => MoveTo(_parent?._children.Count - 1 ?? 0);

    public void SendToBack() => MoveTo(0);

    public void PlaceInFront(VisualElement sibling) => MoveBeside(sibling, 1);

    public void PlaceBehind(VisualElement sibling) => MoveBeside(sibling, 0);

    public T GetFirstAncestorOfType<T>() where T : class
    {
        for (VisualElement at = _parent; at != null; at = at._parent)
        {
            if (at is T found)
                return found;
        }

        return null;
    }

    public T GetFirstOfType<T>() where T : class => this as T ?? GetFirstAncestorOfType<T>();

    internal VisualElement PhysicalParent => _parent;

    internal bool IsAncestorOf(VisualElement element)
    {
        while (element != null && element != this)
            element = element._parent;
        return element != null;
    }

    internal void InsertPhysically(int index, VisualElement element)
    {
        if (element == null)
            throw new ArgumentException("Cannot insert null child");
        if (element.IsAncestorOf(this))
            throw new ArgumentException("Cannot insert element as its own child");
        element.RemoveFromHierarchy();
        _children.Insert(Math.Min(index, _children.Count), element);
        element._parent = this;
        MarkChanged();
        element.SetPanel(Panel);
    }

    internal void ClearPhysically()
    {
        while (_children.Count > 0)
            _children[^1].RemoveFromHierarchy();
    }

    internal void SetPanel(RuntimePanel panel)
    {
        if (Panel == panel)
            return;
        RuntimePanel old = Panel;
        if (old != null)
        {
            using var detach = DetachFromPanelEvent.GetPooled(old, panel);
            detach.target = this;
            old.Dispatcher.Dispatch(detach);
            if (old.focusController.focusedElement == this)
                old.focusController.Change(null);
        }

        Panel = panel;
        if (panel == null)
            old.Add(this); // the host forgets it
        IsChanged = false;
        MarkChanged();
        if (panel != null)
        {
            using var attach = AttachToPanelEvent.GetPooled(old, panel);
            attach.target = this;
            panel.Dispatcher.Dispatch(attach);
        }

        // A callback may have changed the children.
        for (int i = 0; i < _children.Count; i++)
            _children[i].SetPanel(panel);
    }

    void MoveBeside(VisualElement sibling, int offset)
    {
        if (_parent == null || sibling._parent != _parent)
            throw new ArgumentException("The elements are no siblings.");
        int own = _parent._children.IndexOf(this), other = _parent._children.IndexOf(sibling);
        MoveTo(other + offset - (own < other ? 1 : 0));
    }

    void MoveTo(int index)
    {
        if (_parent == null || _parent._children[index] == this)
            return;
        _parent._children.Remove(this);
        _parent._children.Insert(index, this);
        _parent.MarkChanged();
    }

    public readonly struct Hierarchy
    {
        readonly VisualElement _owner;

        internal Hierarchy(VisualElement owner) => _owner = owner;

        public VisualElement parent => _owner._parent;

        public int childCount => _owner._children.Count;

        public VisualElement this[int key] => _owner._children[key];

        public IEnumerable<VisualElement> Children() => _owner._children;

        public void Add(VisualElement child) => Insert(childCount, child);

        public void Insert(int index, VisualElement child) => _owner.InsertPhysically(index, child);

        public void Remove(VisualElement child) => child.RemoveFromHierarchy();

        public void Clear() => _owner.ClearPhysically();

        public int IndexOf(VisualElement element) => _owner._children.IndexOf(element);
    }
}
