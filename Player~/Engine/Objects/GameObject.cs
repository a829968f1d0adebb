using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace UnityEngine;

/// <summary>A named thing in the scene that carries components.</summary>
public sealed class GameObject : Object
{
    readonly List<Component> _components = new();

    public GameObject() : this("New Game Object")
    {
    }

    public GameObject(string name) : this(name, isActive: true)
    {
        Attach(new Transform());
    }

    public GameObject(string name, params Type[] components) : this(name)
    {
        foreach (Type type in components)
            AddComponent(type);
    }

    /// <summary>For a scene, which brings the transform itself.</summary>
    internal GameObject(string name, bool isActive)
    {
        this.name = name;
        activeSelf = isActive;
        World.Current.Add(this);
    }

    public Transform transform { get; private set; }

    public bool activeSelf { get; private set; }

    public bool activeInHierarchy => activeSelf && (transform?.parent is null || transform.parent.gameObject.activeInHierarchy);

    public string tag { get; set; } = "Untagged";

    public int layer { get; set; }

    internal IReadOnlyList<Component> Components => _components;

    public static GameObject Find(string name) => World.Current.Objects.FirstOrDefault(o => o.activeInHierarchy && o.name == name);

    public T AddComponent<T>() where T : Component => (T)AddComponent(typeof(T));

    public Component AddComponent(Type componentType)
    {
        if (componentType.GetCustomAttribute<DisallowMultipleComponent>() != null && GetComponent(componentType) is { } present)
        {
            Debug.LogError($"Can't add '{componentType.Name}' to {name}: it has one, and only one is allowed.", present);
            return null;
        }

        foreach (RequireComponent required in componentType.GetCustomAttributes<RequireComponent>())
        {
            foreach (Type type in required.Types.Where(type => GetComponent(type) is null))
                AddComponent(type);
        }

        var component = (Component)Activator.CreateInstance(componentType, nonPublic: true);
        Attach(component);
        if (component is Behaviour behaviour)
            World.Current.Wake(behaviour);
        return component;
    }

    public T GetComponent<T>()
    {
        foreach (Component component in _components)
        {
            if (component is T found)
                return found;
        }

        return default;
    }

    public Component GetComponent(Type type) => _components.FirstOrDefault(type.IsInstanceOfType);

    public bool TryGetComponent<T>(out T component)
    {
        component = GetComponent<T>();
        return component is not null;
    }

    public T[] GetComponents<T>() => _components.OfType<T>().ToArray();

    public T GetComponentInChildren<T>() => GetComponentInChildren<T>(false);

    public T GetComponentInChildren<T>(bool includeInactive) => InChildren<T>(includeInactive).FirstOrDefault();

    public T[] GetComponentsInChildren<T>() => GetComponentsInChildren<T>(false);

    public T[] GetComponentsInChildren<T>(bool includeInactive) => InChildren<T>(includeInactive).ToArray();

    public T GetComponentInParent<T>()
    {
        for (Transform at = transform; at is not null; at = at.parent)
        {
            if (at.gameObject.activeInHierarchy && at.gameObject.TryGetComponent(out T found))
                return found;
        }

        return default;
    }

    public bool CompareTag(string tag) => this.tag == tag;

    public void SetActive(bool value)
    {
        if (activeSelf == value)
            return;
        activeSelf = value;
        if (transform.parent is null || transform.parent.gameObject.activeInHierarchy)
            World.Current.ActiveChanged(this);
    }

    /// <summary>Without waking it.</summary>
    internal void Attach(Component component)
    {
        component.gameObject = this;
        _components.Add(component);
        if (component is Transform t)
            transform = t;
    }

    internal void Detach(Component component) => _components.Remove(component);

    IEnumerable<T> InChildren<T>(bool includeInactive)
    {
        if (!includeInactive && !activeInHierarchy)
            return Array.Empty<T>();
        return _components.OfType<T>()
            .Concat(Enumerable.Range(0, transform.childCount).SelectMany(i => transform.GetChild(i).gameObject.InChildren<T>(includeInactive)));
    }
}
