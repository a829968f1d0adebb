using System.Globalization;
using System.Runtime.InteropServices;

namespace Ojousama.UnityYaml;

/// <summary>Unity writes lists of whole numbers, booleans and enums as one run of hexadecimal digits, little-endian: 1, 2 as 0100000002000000.</summary>
internal static class PackedNumbers
{
    public static bool Fits(Type element) => element.IsEnum || (element.IsPrimitive && element != typeof(float) && element != typeof(double));

    public static object[] Read(UnityScalar node, Type element)
    {
        Type number = element.IsEnum ? Enum.GetUnderlyingType(element) : element;
        byte[] bytes;
        try
        {
            bytes = Convert.FromHexString(node.Text);
        }
        catch (FormatException e)
        {
            throw Broken(e);
        }

        int size = SizeOf(number);
        if (bytes.Length % size != 0)
            throw Broken(null);
        var items = new object[bytes.Length / size];
        for (int i = 0; i < items.Length; i++)
        {
            object value = ReadOne(bytes.AsSpan(i * size, size), number);
            items[i] = element.IsEnum ? Enum.ToObject(element, value) : value;
        }

        return items;

        OjousamaException Broken(Exception? e) => node.Error($"“{node.Text}” is no list of {number.Name} in hexadecimal digits", "Write the numbers as a list of “- ” lines", e);
    }

    public static string Write(IEnumerable<object> items, Type element)
    {
        Type number = element.IsEnum ? Enum.GetUnderlyingType(element) : element;
        int size = SizeOf(number);
        var bytes = new List<byte>();
        foreach (object item in items)
        {
            ulong bits = number == typeof(bool) ? ((bool)item ? 1UL : 0)
                : number == typeof(char) ? (char)item
                : number == typeof(ulong) ? Convert.ToUInt64(item, CultureInfo.InvariantCulture)
                : unchecked((ulong)Convert.ToInt64(item, CultureInfo.InvariantCulture));
            for (int i = 0; i < size; i++)
                bytes.Add((byte)(bits >> (8 * i)));
        }

        return Convert.ToHexStringLower(CollectionsMarshal.AsSpan(bytes));
    }

    static int SizeOf(Type number) => Type.GetTypeCode(number) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int64 or TypeCode.UInt64 => 8,
        _ => 4,
    };

    static object ReadOne(ReadOnlySpan<byte> bytes, Type number)
    {
        ulong bits = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            bits = (bits << 8) | bytes[i];
        return Type.GetTypeCode(number) switch
        {
            TypeCode.Boolean => bits != 0,
            TypeCode.Byte => (byte)bits,
            TypeCode.SByte => unchecked((sbyte)bits),
            TypeCode.Char => (char)bits,
            TypeCode.Int16 => unchecked((short)bits),
            TypeCode.UInt16 => (ushort)bits,
            TypeCode.Int32 => unchecked((int)bits),
            TypeCode.UInt32 => (uint)bits,
            TypeCode.Int64 => unchecked((long)bits),
            _ => bits,
        };
    }
}
