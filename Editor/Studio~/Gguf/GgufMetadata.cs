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
    /// <param name="path">Of a file whose header was found sound.</param>
    /// <exception cref="OjousamaException">The file cannot be read any more.</exception>
    public static IReadOnlyList<GgufEntry> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var reader = new GgufReader(stream, path);
            stream.Position = 2 * sizeof(uint) + sizeof(ulong); // magic, version, number of tensors
            var entries = new GgufEntry[reader.ReadUInt64()];
            for (int i = 0; i < entries.Length; i++)
            {
                string key = reader.ReadString(GgufReader.MaxKey);
                long start = stream.Position + sizeof(GgufType);
                GgufType type = reader.ReadValue(key).Type;
                byte[] bytes = new byte[stream.Position - start];
                stream.Position = start;
                stream.ReadExactly(bytes);
                entries[i] = new GgufEntry(key, type, bytes);
            }

            return entries;
        }
        catch (IOException e)
        {
            throw new OjousamaException($"{path} cannot be read: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
        }
    }
}
