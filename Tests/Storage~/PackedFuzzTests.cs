using CsCheck;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Tests.Storage;

public sealed class PackedFuzzTests
{
    static readonly Gen<object?> Scalar = Gen.OneOf(
        Any(Gen.Long), Any(Gen.Int[-300, 300].Select(i => (long)i)), Any(Gen.Double), Any(Gen.Bool), Any(Gen.Byte.Array[0, 300]),
        Any(Gen.Char['\u3040', '\u30FF'].Array[0, 100].Select(c => new string(c))), Gen.Const((object?)null));

    static readonly Gen<object?> Value = Nested(4);

    [Test]
    public void What_was_written_is_read() =>
        Value.Sample(
            value =>
            {
                byte[] bytes = Packed.Write((ref MessagePackWriter writer) => Write(ref writer, value)).ToArray();
                return Packed.Read(bytes, (ref MessagePackReader reader) => Matches(ref reader, value) && reader.End)
                    && Packed.Read(bytes, (ref MessagePackReader reader) => Skip(ref reader) && reader.End);
            },
            iter: 10_000);

    [Test]
    public void Bytes_of_any_kind_give_a_value_or_an_error() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 6].Array[1, 8]).Sample(
            (bytes, reads) =>
            {
                try
                {
                    Packed.Read(bytes, (ref MessagePackReader reader) =>
                    {
                        foreach (int read in reads)
                            Read(ref reader, read);
                        return true;
                    });
                }
                catch (InvalidDataException)
                {
                    // the only exception that may come
                }
            },
            iter: 100_000);

    static Gen<object?> Nested(int depth) => depth == 0 ? Scalar : Gen.Frequency((2, Scalar), (1, Any(Nested(depth - 1).Array[0, 20])));

    static Gen<object?> Any<T>(Gen<T> values) => values.Select(v => (object?)v);

    static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: writer.Write(text); break;
            case byte[] data: writer.Write(data); break;
            case object?[] list:
                writer.WriteArrayHeader(list.Length);
                foreach (object? item in list)
                    Write(ref writer, item);
                break;
            default: throw new ArgumentException($"{value.GetType()}");
        }
    }

    static bool Matches(ref MessagePackReader reader, object? value)
    {
        switch (value)
        {
            case null: return reader.TryReadNil();
            case long number: return reader.ReadInt64() == number;
            case double number: return reader.ReadDouble().Equals(number);
            case bool flag: return reader.ReadBoolean() == flag;
            case string text: return reader.ReadText() == text;
            case byte[] data: return reader.ReadData().Span.SequenceEqual(data);
            case object?[] list:
                if (reader.ReadArrayHeader() != list.Length)
                    return false;
                foreach (object? item in list)
                {
                    if (!Matches(ref reader, item))
                        return false;
                }

                return true;
            default: throw new ArgumentException($"{value.GetType()}");
        }
    }

    static bool Skip(ref MessagePackReader reader)
    {
        reader.SkipValue();
        return true;
    }

    static void Read(ref MessagePackReader reader, int kind)
    {
        switch (kind)
        {
            case 0: reader.ReadInt64(); break;
            case 1: reader.ReadDouble(); break;
            case 2: reader.ReadBoolean(); break;
            case 3: reader.ReadText(); break;
            case 4: reader.ReadData(); break;
            case 5: reader.ReadArrayHeader(); break;
            default: reader.SkipValue(); break;
        }
    }
}
