using System.Collections.Concurrent;
using System.Reflection;

namespace Ojousama.UnityYaml;

/// <summary>Which fields of a class Unity stores, in the order in which it stores them.</summary>
/// <remarks>
/// Rules: https://docs.unity3d.com/Manual/script-serialization-rules.html. Unity's attributes and base class are told by name, so that
/// plain classes can be read and written without any engine.
/// </remarks>
internal static class SerializedFields
{
    static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    /// <summary>Fields of base classes come first.</summary>
    public static IReadOnlyList<FieldInfo> Of(Type type) => Known.GetOrAdd(type, Collect);

    /// <summary>The element type of an array or a List; null for all else.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsSZArray)
            return type.GetElementType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GenericTypeArguments[0] : null;
    }

    /// <summary>Objects of the engine are referred to and never stored inline.</summary>
    public static bool IsEngineObject(Type type)
    {
        for (Type? at = type; at != null; at = at.BaseType)
        {
            if (at.FullName == "UnityEngine.Object")
                return true;
        }

        return false;
    }

    /// <summary>A class or struct whose fields are stored inline.</summary>
    public static bool IsInline(Type type) =>
        !type.IsPrimitive && !type.IsEnum && type != typeof(string) && type != typeof(decimal) && type is { IsAbstract: false, IsArray: false }
        && ElementOf(type) == null && !IsEngineObject(type) && type.IsDefined(typeof(SerializableAttribute), inherit: false)
        && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    /// <summary>The names under which a field may stand in an older file.</summary>
    public static IEnumerable<string> FormerNames(FieldInfo field) =>
        field.CustomAttributes.Where(attribute => attribute.AttributeType.FullName == "UnityEngine.Serialization.FormerlySerializedAsAttribute")
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value!);

    static FieldInfo[] Collect(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? at = type; at != null && at != typeof(object) && at.FullName != "UnityEngine.Object"; at = at.BaseType)
        {
            fields.InsertRange(0, at
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(IsStored).OrderBy(field => field.MetadataToken));
        }

        return fields.ToArray();
    }

    static bool IsStored(FieldInfo field)
    {
        bool chosen = field.IsPublic || field.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "UnityEngine.SerializeField");
        return chosen && !field.IsInitOnly && !field.IsDefined(typeof(NonSerializedAttribute)) && IsStorable(ElementOf(field.FieldType) ?? field.FieldType);
    }

    static bool IsStorable(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || IsEngineObject(type) || IsInline(type);
}
