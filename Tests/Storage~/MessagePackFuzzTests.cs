using CsCheck;
using Ojousama.Storage;

namespace Ojousama.Tests.Storage;

public sealed class MessagePackFuzzTests
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
                var writer = new MessagePackWriter();
                Write(writer, value);
                var reader = new MessagePackReader(writer.Written);
                if (!Matches(ref reader, value) || !reader.IsAtEnd)
                    return false;
                var skipping = new MessagePackReader(writer.Written);
                skipping.Skip();
                return skipping.IsAtEnd;
            },
            iter: 10_000);

    [Test]
    public void Bytes_of_any_kind_give_a_value_or_an_error() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 7].Array[1, 8]).Sample(
            (bytes, reads) =>
            {
                try
                {
                    var reader = new MessagePackReader(bytes);
                    foreach (int read in reads)
                        Read(ref reader, read);
                }
                catch (InvalidDataException)
                {
                    // the only exception that may come
                }
            },
            iter: 100_000);

    static Gen<object?> Nested(int depth) => depth == 0 ? Scalar : Gen.Frequency((2, Scalar), (1, Any(Nested(depth - 1).Array[0, 20])));

    static Gen<object?> Any<T>(Gen<T> values) => values.Select(v => (object?)v);

    static void Write(MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: writer.Write(text); break;
            case byte[] data: writer.WriteBinary(data); break;
            case object?[] list:
                writer.WriteArrayHeader(list.Length);
                foreach (object? item in list)
                    Write(writer, item);
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
            case string text: return reader.ReadString() == text;
            case byte[] data: return reader.ReadBinary().SequenceEqual(data);
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

    static void Read(ref MessagePackReader reader, int kind)
    {
        switch (kind)
        {
            case 0: reader.ReadInt64(); break;
            case 1: reader.ReadDouble(); break;
            case 2: reader.ReadBoolean(); break;
            case 3: reader.ReadString(); break;
            case 4: reader.ReadBinary(); break;
            case 5: reader.ReadArrayHeader(); break;
            case 6: reader.ReadMapHeader(); break;
            default: reader.Skip(); break;
        }
    }
}
