using System;
using System.Linq;

namespace UnityEngine;

/// <summary>What the engine owns. Once destroyed it compares equal to null, although C# still holds it.</summary>
public class Object
{
    static int s_lastId;

    readonly int _id = ++s_lastId;
    string _name = "";

    public string name
    {
        get => Named._name;
        set => Named._name = value ?? "";
    }

    public HideFlags hideFlags { get; set; }

    /// <summary>Whether the engine has let go of it.</summary>
    internal bool IsDestroyed { get; set; }

    /// <summary>Components share their object's name.</summary>
    internal virtual Object Named => this;

    public static bool operator ==(Object x, Object y) => Same(x, y);

    public static bool operator !=(Object x, Object y) => !Same(x, y);

    public static implicit operator bool(Object exists) => !Same(exists, null);

    public override bool Equals(object other) => other is null ? Same(this, null) : other is Object o && Same(this, o);

    public override int GetHashCode() => _id;

    public int GetInstanceID() => _id;

    public override string ToString() => IsDestroyed ? "null" : $"{name} ({GetType().FullName})";

    /// <summary>At the end of the frame.</summary>
    public static void Destroy(Object obj) => Destroy(obj, 0);

    public static void Destroy(Object obj, float t) => World.Current.DestroyLater(obj, t);

    public static void DestroyImmediate(Object obj) => World.Current.DestroyNow(obj);

    public static void DontDestroyOnLoad(Object target)
    {
    }

    public static T FindObjectOfType<T>() where T : Object => FindFirstObjectByType<T>();

    public static T FindFirstObjectByType<T>() where T : Object => World.Current.Find<T>().FirstOrDefault();

    public static T FindAnyObjectByType<T>() where T : Object => FindFirstObjectByType<T>();

    public static T[] FindObjectsOfType<T>() where T : Object => World.Current.Find<T>().ToArray();

    public static T[] FindObjectsByType<T>(FindObjectsSortMode sortMode) where T : Object => World.Current.Find<T>().ToArray();

    /// <summary>Lets go of it; the world has already told it.</summary>
    internal virtual void OnDestroyed()
    {
    }

    static bool Same(Object x, Object y)
    {
        bool noX = x is null || x.IsDestroyed, noY = y is null || y.IsDestroyed;
        return noX || noY ? noX && noY : ReferenceEquals(x, y);
    }
}

public enum FindObjectsSortMode
{
    None,
    InstanceID,
}

[Flags]
public enum HideFlags
{
    None = 0,
    HideInHierarchy = 1,
    HideInInspector = 2,
    DontSaveInEditor = 4,
    NotEditable = 8,
    DontSaveInBuild = 16,
    DontUnloadUnusedAsset = 32,
    DontSave = DontSaveInEditor | DontSaveInBuild | DontUnloadUnusedAsset,
    HideAndDontSave = HideInHierarchy | NotEditable | DontSave,
}
