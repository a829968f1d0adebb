using System.Runtime.InteropServices;
using System.Text;
using Ojousama.Gguf;
using Ojousama.Storage;

namespace Ojousama.Studio.Gguf;

/// <summary>Writes a GGUF file, version 3: metadata and tensors in the order in which they were added.</summary>
/// <remarks>
/// Format: ggml/docs/gguf.md. Values are held by reference until the file is written, and no copy is made of them: a run that saves
/// its state again and again would else hold as much garbage as .NET lets lie.
/// </remarks>
internal sealed class GgufWriter
{
    const int Alignment = 32, ByteCountOfHalf = 2;

    readonly List<Action<BinaryWriter>> _values = [];
    readonly List<(string Name, uint Type, long[] Shape, long Size, Action<BinaryWriter> Write)> _tensors = [];

    public GgufWriter Set(string key, string value) => Set(key, GgufType.String, w => WriteString(w, value));

    public GgufWriter Set(string key, uint value) => Set(key, GgufType.UInt32, w => w.Write(value));

    public GgufWriter Set(string key, float value) => Set(key, GgufType.Float32, w => w.Write(value));

    public GgufWriter Set(string key, double value) => Set(key, GgufType.Float64, w => w.Write(value));

    public GgufWriter Set(string key, bool value) => Set(key, GgufType.Bool, w => w.Write(value));

    /// <summary>Takes a value over from another file.</summary>
    public GgufWriter Set(GgufEntry entry) => Set(entry.Key, entry.Type, w => w.Write(entry.Bytes));

    public GgufWriter Set(string key, IReadOnlyCollection<string> values) => SetArray(key, GgufType.String, values, WriteString);

    public GgufWriter Set(string key, IReadOnlyCollection<float> values) => SetArray(key, GgufType.Float32, values, (w, value) => w.Write(value));

    public GgufWriter Set(string key, IReadOnlyCollection<int> values) => SetArray(key, GgufType.Int32, values, (w, value) => w.Write(value));

    public GgufWriter Set(string key, IReadOnlyCollection<bool> values) => SetArray(key, GgufType.Bool, values, (w, value) => w.Write(value));

    /// <summary>Adds a tensor of 32-bit floats.</summary>
    /// <param name="name">At most 63 bytes, and each once.</param>
    /// <param name="shape">Extents, the fastest running first.</param>
    /// <param name="values">As many as the shape holds.</param>
    public GgufWriter Add(string name, long[] shape, float[] values) =>
        Add(name, GgufTensor.Float32, shape, (long)values.Length * sizeof(float), w => w.Write(MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>Adds a tensor of 16-bit floats, to which the values are rounded.</summary>
    /// <param name="name">At most 63 bytes, and each once.</param>
    /// <param name="shape">Extents, the fastest running first.</param>
    /// <param name="value">By its place, as many as the shape holds.</param>
    public GgufWriter AddHalves(string name, long[] shape, Func<int, float> value)
    {
        int count = checked((int)shape.Aggregate(1L, (product, extent) => product * extent));
        return Add(name, GgufTensor.Float16, shape, (long)count * ByteCountOfHalf, w =>
        {
            for (int i = 0; i < count; i++)
                w.Write((Half)value(i));
        });
    }

    /// <summary>Adds a tensor whose bytes are made when the file is written, so that it never lies in memory as a whole.</summary>
    /// <param name="name">At most 63 bytes, and each once.</param>
    /// <param name="type">ggml_type.</param>
    /// <param name="shape">Extents, the fastest running first.</param>
    /// <param name="write">Writes as many bytes as type and shape ask.</param>
    public GgufWriter Add(string name, uint type, long[] shape, Action<Stream> write)
    {
        var (elements, bytes) = GgufTensor.BlockOf(type);
        long size = shape.Aggregate(1L, (product, extent) => product * extent) / elements * bytes;
        return Add(name, type, shape, size, writer =>
        {
            writer.Flush();
            long start = writer.BaseStream.Position;
            write(writer.BaseStream);
            if (writer.BaseStream.Position - start != size)
                throw new InvalidOperationException($"'{name}' is {writer.BaseStream.Position - start} bytes long, not {size}");
        });
    }

    /// <summary>Adds a tensor of any type.</summary>
    /// <param name="name">At most 63 bytes, and each once.</param>
    /// <param name="type">ggml_type.</param>
    /// <param name="shape">Extents, the fastest running first.</param>
    /// <param name="bytes">Laid out as the type asks.</param>
    public GgufWriter Add(string name, uint type, long[] shape, ReadOnlyMemory<byte> bytes) => Add(name, type, shape, bytes.Length, w => w.Write(bytes.Span));

    /// <summary>Writes all, so that the file is there whole or not at all.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="check">Looks at the new file before it takes the place of an old one, which stays if this throws.</param>
    /// <exception cref="OjousamaException">The folder cannot be written; what stood there is untouched.</exception>
    public void Write(string path, Action<string>? check = null) => AtomicFile.Write(
        path,
        stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            Write(writer);
        },
        check);

    void Write(BinaryWriter writer)
    {
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_values.Count);
        foreach (Action<BinaryWriter> value in _values)
            value(writer);

        long offset = 0;
        foreach (var (name, type, shape, size, _) in _tensors)
        {
            WriteString(writer, name);
            writer.Write((uint)shape.Length);
            foreach (long extent in shape)
                writer.Write(extent);
            writer.Write(type);
            writer.Write(offset);
            offset = Padded(offset + size);
        }

        foreach (var (_, _, _, _, write) in _tensors)
        {
            Pad(writer);
            write(writer);
        }

        Pad(writer);
    }

    GgufWriter Add(string name, uint type, long[] shape, long size, Action<BinaryWriter> write)
    {
        _tensors.Add((name, type, shape, size, write));
        return this;
    }

    GgufWriter Set(string key, GgufType type, Action<BinaryWriter> write)
    {
        _values.Add(writer =>
        {
            WriteString(writer, key);
            writer.Write((uint)type);
            write(writer);
        });
        return this;
    }

    GgufWriter SetArray<T>(string key, GgufType element, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write) => Set(key, GgufType.Array, writer =>
    {
        writer.Write((uint)element);
        writer.Write((ulong)values.Count);
        foreach (T value in values)
            write(writer, value);
    });

    static void WriteString(BinaryWriter writer, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)utf8.Length);
        writer.Write(utf8);
    }

    static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        for (long position = writer.BaseStream.Position; position % Alignment != 0; position++)
            writer.Write((byte)0);
        writer.Flush();
    }

    static long Padded(long length) => (length + Alignment - 1) / Alignment * Alignment;
}
