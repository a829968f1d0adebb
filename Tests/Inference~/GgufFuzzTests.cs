using CsCheck;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Tests.Inference;

/// <summary>Headers as downloads, disks and strangers leave them: read soundly or refused in words, never anything else.</summary>
public sealed class GgufFuzzTests
{
    const int Count = 10_000;

    static readonly ulong[] s_sizes = [0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 1UL << 40, 1UL << 62, 0x7FFFFFFFFFFFFFFF, ulong.MaxValue];

    /// <summary>Bytes overwritten, sizes made absurd, the end cut off or pieces put in twice; mostly within the header.</summary>
    static Gen<byte[]> Mutated(byte[] file, int header)
    {
        Gen<int> place = Gen.Frequency((9, Gen.Int[0, header - 1]), (1, Gen.Int[0, file.Length - 1]));
        Gen<Func<byte[], byte[]>> one = Gen.OneOf(
            Gen.Select(place, Gen.Byte, (at, value) => (Func<byte[], byte[]>)(b => Put(b, at, [value]))),
            Gen.Select(place, Gen.Int[0, 7], (at, bit) => (Func<byte[], byte[]>)(b => at < b.Length ? Put(b, at, [(byte)(b[at] ^ (1 << bit))]) : b)),
            Gen.Select(place, Gen.Int[0, s_sizes.Length - 1].Select(i => s_sizes[i]), (at, value) =>
                (Func<byte[], byte[]>)(b => Put(b, at, BitConverter.GetBytes(value)))),
            Gen.Select(place, at => (Func<byte[], byte[]>)(b => b[..Math.Min(at, b.Length)])),
            Gen.Select(place, Gen.Int[1, 64], (at, length) => (Func<byte[], byte[]>)(b =>
                [.. b[..Math.Min(at, b.Length)], .. b[Math.Max(0, Math.Min(at, b.Length) - length)..]])));
        return one.Array[1, 4].Select(changes => changes.Aggregate((byte[])file.Clone(), (b, change) => change(b)));
    }

    [Test]
    public void TenThousandMutatedModelsAreReadOrRefused() =>
        Mutated(TinyFiles.Speaker, header: 13_000).Sample(bytes => ReadOrRefused(bytes, ModelCheck.Model), iter: Count);

    [Test]
    public void TenThousandMutatedAdaptersAreReadOrRefused()
    {
        GgufFile model = Read(TinyFiles.Speaker);
        Mutated(TinyFiles.Adapter, header: 500).Sample(bytes => ReadOrRefused(bytes, (file, _) => ModelCheck.Adapter(file, model)), iter: Count);
    }

    /// <summary>Metadata that claims more than a file of this size can hold must cost no memory.</summary>
    [Test]
    public void AbsurdSizesAreRefusedBeforeAnythingIsReserved()
    {
        byte[] absurd = Put(TinyFiles.Speaker, 16, BitConverter.GetBytes(60_000UL)); // entries
        absurd = Put(absurd, 24, BitConverter.GetBytes(1UL << 23)); // the first key's length
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Read(absurd), Throws.InstanceOf<OjousamaException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    static bool ReadOrRefused(byte[] bytes, Action<GgufFile, Stream> check)
    {
        try
        {
            check(Read(bytes), new MemoryStream(bytes));
        }
        catch (OjousamaException)
        {
            // Refused, in words: as good as read.
        }

        return true; // anything else that is thrown fails the property
    }

    static GgufFile Read(byte[] bytes) => GgufFile.Read("fuzzed.gguf", new MemoryStream(bytes));

    static byte[] Put(byte[] bytes, int at, byte[] values)
    {
        byte[] copy = (byte[])bytes.Clone();
        for (int i = 0; i < values.Length && at + i < copy.Length; i++)
            copy[at + i] = values[i];
        return copy;
    }
}
