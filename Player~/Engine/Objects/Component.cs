using System;

namespace UnityEngine;

/// <summary>What hangs on a <see cref="GameObject"/>.</summary>
public class Component : Object
{
    public GameObject gameObject { get; internal set; }

    public Transform transform => gameObject.transform;

    public string tag
    {
        get => gameObject.tag;
        set => gameObject.tag = value;
    }

    internal override Object Named => gameObject is null ? this : gameObject;

    public T GetComponent<T>() => gameObject.GetComponent<T>();

    public Component GetComponent(Type type) => gameObject.GetComponent(type);

    public bool TryGetComponent<T>(out T component) => gameObject.TryGetComponent(out component);

    public T[] GetComponents<T>() => gameObject.GetComponents<T>();

    public T GetComponentInChildren<T>() => gameObject.GetComponentInChildren<T>();

    public T GetComponentInChildren<T>(bool includeInactive) => gameObject.GetComponentInChildren<T>(includeInactive);

    public T[] GetComponentsInChildren<T>() => gameObject.GetComponentsInChildren<T>(false);

    public T[] GetComponentsInChildren<T>(bool includeInactive) => gameObject.GetComponentsInChildren<T>(includeInactive);

    public T GetComponentInParent<T>() => gameObject.GetComponentInParent<T>();

    public bool CompareTag(string tag) => gameObject.CompareTag(tag);
}
