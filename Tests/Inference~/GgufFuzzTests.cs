using CsCheck;
using Ojousama.Inference.Llama;
using Ojousama.Studio.Gguf;

namespace Ojousama.Tests.Inference;

/// <summary>Headers as downloads, disks and strangers leave them: read soundly or refused in words, never anything else.</summary>
public sealed class GgufFuzzTests
{
    const int Count = 10_000;

    static readonly ulong[] s_sizes = [0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 1UL << 40, 1UL << 62, 0x7FFFFFFFFFFFFFFF, ulong.MaxValue];

    static readonly byte[] s_model = Bytes(new GgufWriter()
        .Set("general.architecture", "gemma3").Set("general.type", "model").Set("gemma3.block_count", 2u).Set("gemma3.rope.freq_base", 1e6f)
        .Set("general.quantized", true).Set("tokenizer.ggml.tokens", ["<pad>", "お", "嬢", "様"]).Set("tokenizer.ggml.scores", [0f, 1f, 2f, 3f])
        .Set("tokenizer.ggml.token_type", [3, 1, 1, 1])
        .Add("token_embd.weight", [32, 4], new float[128]).Add("blk.0.attn_q.weight", [32, 64], new float[2048]).Add("output_norm.weight", [32], new float[32]));

    static readonly byte[] s_adapter = Bytes(AdapterTests.Head("gemma3", "adapter")
        .Add("blk.0.attn_q.weight.lora_a", [32, 4], new float[128]).Add("blk.0.attn_q.weight.lora_b", [4, 64], new float[256]));

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
        Mutated(s_model, header: 700).Sample(bytes => ReadOrRefused(bytes, file => ModelCheck.Model(file)), iter: Count);

    [Test]
    public void TenThousandMutatedAdaptersAreReadOrRefused()
    {
        GgufFile model = Read(s_model);
        Mutated(s_adapter, header: 330).Sample(bytes => ReadOrRefused(bytes, file => ModelCheck.Adapter(file, model)), iter: Count);
    }

    [Test]
    public void UnharmedFilesPass()
    {
        Assert.DoesNotThrow(() => ModelCheck.Model(Read(s_model)));
        Assert.DoesNotThrow(() => ModelCheck.Adapter(Read(s_adapter), Read(s_model)));
    }

    /// <summary>Metadata that claims more than a file of this size can hold must cost no memory.</summary>
    [Test]
    public void AbsurdSizesAreRefusedBeforeAnythingIsReserved()
    {
        byte[] absurd = Put(s_model, 16, BitConverter.GetBytes(60_000UL)); // entries
        absurd = Put(absurd, 24, BitConverter.GetBytes(1UL << 23)); // the first key's length
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Read(absurd), Throws.InstanceOf<OjousamaException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    static bool ReadOrRefused(byte[] bytes, Action<GgufFile> check)
    {
        try
        {
            check(Read(bytes));
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

    static byte[] Bytes(GgufWriter writer)
    {
        string path = Path.GetTempFileName();
        writer.Write(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
