using System;
using System.Collections;
using System.Collections.Generic;

namespace UnityEngine;

/// <summary>Place of an object in the tree of objects. Nothing is drawn by it here, so only local values are kept.</summary>
public class Transform : Component, IEnumerable
{
    readonly List<Transform> _children = new();
    Transform _parent;

    protected internal Transform()
    {
    }

    public Vector3 localPosition { get; set; }

    public Quaternion localRotation { get; set; } = Quaternion.identity;

    public Vector3 localScale { get; set; } = Vector3.one;

    public int childCount => _children.Count;

    public Transform parent
    {
        get => _parent;
        set => SetParent(value);
    }

    public Transform root => _parent is null ? this : _parent.root;

    public Transform GetChild(int index) => _children[index];

    public int GetSiblingIndex() => _parent is null ? 0 : _parent._children.IndexOf(this);

    public void SetParent(Transform parent) => SetParent(parent, true);

    public void SetParent(Transform parent, bool worldPositionStays)
    {
        bool wasActive = gameObject.activeInHierarchy;
        _parent?._children.Remove(this);
        _parent = parent ? parent : null;
        _parent?._children.Add(this);
        if (gameObject.activeInHierarchy != wasActive)
            World.Current.ActiveChanged(gameObject);
    }

    /// <param name="n">A child's name, or a path of names with slashes.</param>
    public Transform Find(string n)
    {
        Transform at = this;
        foreach (string name in n.Split('/'))
        {
            at = at._children.Find(child => child.name == name);
            if (at is null)
                return null;
        }

        return at;
    }

    public bool IsChildOf(Transform parent)
    {
        for (Transform at = this; at is not null; at = at._parent)
        {
            if (ReferenceEquals(at, parent))
                return true;
        }

        return false;
    }

    public IEnumerator GetEnumerator() => _children.GetEnumerator();

    /// <summary>As a scene tells it, before anything is awake.</summary>
    internal void Link(Transform parent)
    {
        _parent = parent;
        parent._children.Add(this);
    }

    internal override void OnDestroyed() => _parent?._children.Remove(this);
}
