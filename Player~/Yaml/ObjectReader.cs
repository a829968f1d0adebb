using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Ojousama.UnityYaml;

/// <summary>Fills C# objects from YAML by Unity's rules; stricter in one way: an unknown field is an error and not dropped.</summary>
/// <param name="resolve">Finds the object that a reference means; the node is there for the complaint.</param>
internal sealed class ObjectReader(Func<UnityReference, Type, UnityNode, object?>? resolve = null)
{
    const int MaxDepth = 10; // as in Unity, which cuts off classes that contain themselves

    /// <summary>Sets the fields that the mapping has; the others keep what the class gave them.</summary>
    /// <param name="known">Names of fields that the caller reads itself.</param>
    public void Fill(object target, UnityMapping mapping, IReadOnlyCollection<string>? known = null)
    {
        Type type = target.GetType();
        IReadOnlyList<FieldInfo> fields = SerializedFields.Of(type);
        foreach (UnityField entry in mapping.Fields)
        {
            if (known?.Contains(entry.Name) == true)
                continue;
            FieldInfo field = Find(fields, entry.Name) ?? throw Unknown(entry, mapping.File, type, fields);
            field.SetValue(target, Read(entry.Value, field.FieldType, field.GetValue(target)));
        }

        FillNulls(target, 0);
    }

    static FieldInfo? Find(IReadOnlyList<FieldInfo> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name)
        ?? fields.FirstOrDefault(field => SerializedFields.FormerNames(field).Contains(name));

    static OjousamaException Unknown(UnityField entry, string file, Type type, IReadOnlyList<FieldInfo> fields)
    {
        string? nearest = NearestName.Of(entry.Name, fields.Select(field => field.Name));
        return new OjousamaException($"{file}, line {entry.Line}: {type.Name} has no field “{entry.Name}”",
            nearest == null ? "Remove it" : $"Rename it to “{nearest}”, or remove it");
    }

    object? Read(UnityNode node, Type type, object? present)
    {
        if (SerializedFields.ElementOf(type) is Type element)
            return ReadList(node, type, element);
        if (SerializedFields.IsEngineObject(type))
        {
            UnityReference reference = UnityReference.Read(node);
            if (reference.IsNone)
                return null;
            return resolve == null ? throw node.Error("nothing can be referred to here", "Write {fileID: 0}") : resolve(reference, type, node);
        }

        if (SerializedFields.IsInline(type))
        {
            present ??= Activator.CreateInstance(type, nonPublic: true)!;
            // Vectors and the like carry their own version in older files.
            Fill(present, node.AsMapping(), ["serializedVersion"]);
            return present;
        }

        return ScalarText.Parse(node, type);
    }

    object ReadList(UnityNode node, Type type, Type element)
    {
        object?[] items = node is UnityScalar packed && PackedNumbers.Fits(element)
            ? PackedNumbers.Read(packed, element)
            : node.AsItems().Select(item => Read(item, element, null)).ToArray();
        if (type.IsArray)
        {
            Array array = Array.CreateInstance(element, items.Length);
            for (int i = 0; i < items.Length; i++)
                array.SetValue(items[i], i);
            return array;
        }

        var list = (IList)Activator.CreateInstance(type)!;
        foreach (object? item in items)
            list.Add(item);
        return list;
    }

    /// <summary>Unity knows no null but for references to its own objects.</summary>
    static void FillNulls(object target, int depth)
    {
        foreach (FieldInfo field in SerializedFields.Of(target.GetType()))
        {
            if (field.GetValue(target) != null || SerializedFields.IsEngineObject(field.FieldType))
                continue;
            if (field.FieldType == typeof(string))
                field.SetValue(target, "");
            else if (field.FieldType.IsArray)
                field.SetValue(target, Array.CreateInstance(field.FieldType.GetElementType()!, 0));
            else if (depth < MaxDepth)
            {
                object created = Activator.CreateInstance(field.FieldType, nonPublic: true)!;
                if (SerializedFields.IsInline(field.FieldType))
                    FillNulls(created, depth + 1);
                field.SetValue(target, created);
            }
        }
    }
}
