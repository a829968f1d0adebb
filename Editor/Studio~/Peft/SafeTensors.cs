using System.Runtime.InteropServices;
using System.Text.Json;
using Ojousama.Storage;

namespace Ojousama.Studio.Peft;

/// <summary>Hugging Face's file of tensors: the length of a JSON header, the header, the data. Values are floats here, whatever the file's type.</summary>
/// <remarks>Format: github.com/huggingface/safetensors. Rows run slowest first, as in PyTorch.</remarks>
internal static class SafeTensors
{
    const long MaxHeader = 100_000_000; // the format's own limit

    /// <summary>Reads tensors of F32, F16 or BF16.</summary>
    /// <exception cref="OjousamaException">The file is missing, cut or of another kind.</exception>
    public static IReadOnlyDictionary<string, (long[] Shape, float[] Values)> Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"{path} cannot be read: {e.Message.TrimEnd('.')}", "Correct its name", e);
        }

        try
        {
            long header = (long)BitConverter.ToUInt64(bytes, 0);
            if (header is < 2 or > MaxHeader)
                throw new InvalidDataException($"its header is {header} bytes long");
            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(sizeof(ulong), checked((int)header)));
            return document.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__")
                .ToDictionary(entry => entry.Name, entry => ReadTensor(entry.Value, bytes.AsSpan(sizeof(ulong) + (int)header)));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new OjousamaException($"{path} is no sound file of safetensors: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
        }
    }

    /// <summary>Writes tensors of 32-bit floats.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (var (name, shape, values) in tensors)
            {
                long end = offset + values.Length * sizeof(float);
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, new { dtype = "F32", shape, data_offsets = new[] { offset, end } });
                offset = end;
            }

            json.WriteEndObject();
        }

        while (header.Length % sizeof(ulong) != 0)
            header.WriteByte((byte)' '); // data begin aligned
        AtomicFile.Write(path, file =>
        {
            file.Write(BitConverter.GetBytes((ulong)header.Length));
            file.Write(header.ToArray());
            foreach (var (_, _, values) in tensors)
                file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        });
    }

    static (long[] Shape, float[] Values) ReadTensor(JsonElement entry, ReadOnlySpan<byte> data)
    {
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
        long[] ends = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(end => end.GetInt64())];
        if (ends is not [>= 0, _] || ends[0] > ends[1] || ends[1] > data.Length)
            throw new InvalidDataException("a tensor lies outside of it");
        float[] values = Floats(entry.GetProperty("dtype").GetString()!, data[(int)ends[0]..(int)ends[1]]);
        if (values.Length != shape.Aggregate(1L, (product, extent) => checked(product * extent)))
            throw new InvalidDataException("a tensor's size is not that of its shape");
        return (shape, values);
    }

    static float[] Floats(string type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case "F32":
                return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case "F16":
                return [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(half => (float)half)];
            case "BF16":
                return [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(upper => BitConverter.UInt32BitsToSingle((uint)upper << 16))];
            default:
                throw new InvalidDataException($"its tensors are of type {type}, not F32, F16 or BF16");
        }
    }
}
