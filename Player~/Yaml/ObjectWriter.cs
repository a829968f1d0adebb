using System.Collections;
using System.Reflection;
using System.Text;

namespace Ojousama.UnityYaml;

/// <summary>Writes C# objects as Unity would: fields in their order, lists at their field's own indent.</summary>
internal sealed class ObjectWriter
{
    readonly StringBuilder _out = new();

    /// <param name="indent">Blanks before the name of the field.</param>
    public static string WriteField(string name, object value, int indent)
    {
        var writer = new ObjectWriter();
        writer.Field(name, value, value.GetType(), indent);
        return writer._out.ToString();
    }

    void Field(string name, object? value, Type type, int indent)
    {
        _out.Append(' ', indent).Append(name).Append(':');
        if (SerializedFields.ElementOf(type) is Type element)
            List((IEnumerable?)value ?? Array.Empty<object>(), element, indent);
        else if (SerializedFields.IsInline(type))
        {
            _out.Append('\n');
            Fields(value ?? Activator.CreateInstance(type, nonPublic: true)!, indent + 2);
        }
        else
            Scalar(value, type);
    }

    void Fields(object value, int indent)
    {
        foreach (FieldInfo field in SerializedFields.Of(value.GetType()))
            Field(field.Name, field.GetValue(value), field.FieldType, indent);
    }

    void List(IEnumerable values, Type element, int indent)
    {
        object?[] items = values.Cast<object?>().ToArray();
        if (PackedNumbers.Fits(element))
        {
            string packed = PackedNumbers.Write(items!, element);
            _out.Append(' ').Append(packed).Append('\n');
            return;
        }

        if (items.Length == 0)
        {
            _out.Append(" []\n");
            return;
        }

        _out.Append('\n');
        foreach (object? item in items)
        {
            int start = _out.Length;
            if (SerializedFields.IsInline(element))
            {
                Fields(item ?? Activator.CreateInstance(element, nonPublic: true)!, indent + 2);
                _out[start + indent] = '-'; // of the first field's indent
            }
            else
            {
                _out.Append(' ', indent).Append('-');
                Scalar(item, element);
            }
        }
    }

    void Scalar(object? value, Type type)
    {
        if (SerializedFields.IsEngineObject(type))
            throw new ArgumentException($"References to {type.Name} cannot be written without Unity.", nameof(value));
        // Unity too leaves the blank when there is nothing behind it.
        _out.Append(' ').Append(ScalarText.Write(value)).Append('\n');
    }
}
