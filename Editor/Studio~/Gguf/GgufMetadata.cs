using System.Text;
using Ojousama.Gguf;

namespace Ojousama.Studio.Gguf;

/// <summary>One value of a file's metadata, as it lies there.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Type">Of the value.</param>
/// <param name="Bytes">The value, without its type; of an array with the type and the number of its elements.</param>
internal sealed record GgufEntry(string Key, GgufType Type, byte[] Bytes);

/// <summary>Reads the metadata of a GGUF file to be written into another one, whatever it means.</summary>
internal static class GgufMetadata
{
    const int StringLength = sizeof(ulong), ArrayHead = sizeof(uint) + sizeof(ulong);

    /// <param name="path">Of a file whose header was found sound.</param>
    /// <exception cref="OjousamaException">The file cannot be read any more.</exception>
    public static IReadOnlyList<GgufEntry> Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            reader.BaseStream.Position = 2 * sizeof(uint) + sizeof(ulong); // magic, version, number of tensors
            var entries = new GgufEntry[reader.ReadUInt64()];
            for (int i = 0; i < entries.Length; i++)
            {
                string key = Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));
                var type = (GgufType)reader.ReadUInt32();
                long start = reader.BaseStream.Position, length = LengthOf(reader, type);
                reader.BaseStream.Position = start;
                entries[i] = new GgufEntry(key, type, reader.ReadBytes((int)length));
            }

            return entries;
        }
        catch (IOException e)
        {
            throw new OjousamaException($"{path} cannot be read: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
        }
    }

    /// <summary>Bytes of the value at which the reader stands, which moves.</summary>
    static long LengthOf(BinaryReader reader, GgufType type)
    {
        if (type == GgufType.String)
            return StringLength + (long)reader.ReadUInt64();
        if (type != GgufType.Array)
            return SizeOf(type);

        var element = (GgufType)reader.ReadUInt32();
        long count = (long)reader.ReadUInt64();
        if (element != GgufType.String)
            return ArrayHead + count * SizeOf(element);
        long length = ArrayHead;
        for (long i = 0; i < count; i++)
        {
            long text = (long)reader.ReadUInt64();
            reader.BaseStream.Seek(text, SeekOrigin.Current);
            length += StringLength + text;
        }

        return length;
    }

    static int SizeOf(GgufType type) => type switch
    {
        GgufType.UInt8 or GgufType.Int8 or GgufType.Bool => 1,
        GgufType.UInt16 or GgufType.Int16 => 2,
        GgufType.UInt32 or GgufType.Int32 or GgufType.Float32 => 4,
        _ => 8,
    };
}
