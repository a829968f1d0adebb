using System.Buffers.Binary;
using Ojousama.Inference.Llama.Native;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Inference;

public sealed class CudaKernelsTests
{
    readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    /// <summary>The codes are those of release v0.4.0, made by CUDA 13.1.</summary>
    [TestCase(86, 12040, null, Description = "machine code, whatever the driver")]
    [TestCase(89, 12040, null)]
    [TestCase(87, 12040, null, Description = "that of 8.6")]
    [TestCase(120, 12080, null)]
    [TestCase(75, 13000, "its driver knows CUDA 13.0, and on this GPU the library needs CUDA 13.1: update the driver")]
    [TestCase(75, 13010, null, Description = "translated")]
    [TestCase(90, 13000, "its driver knows CUDA 13.0, and on this GPU the library needs CUDA 13.1: update the driver")]
    [TestCase(100, 13020, null)]
    [TestCase(61, 13020, "its compute capability is 6.1, and the library is made for 7.5 and later")]
    public void TellsWhereKernelsRun(int capability, int driver, string? problem)
    {
        string path = Write("kernels", bytesBefore: (1 << 20) - 6, [(1, 75, 9, 1), (1, 80, 9, 1), (2, 86, 8, 0), (2, 89, 8, 0), (1, 90, 9, 1), (2, 120, 8, 0)]);
        Assert.That(CudaKernels.Read(path).Problem(capability, driver), Is.EqualTo(problem));
    }

    [Test]
    public void DoesNotMindCudasOwnHelpers()
    {
        string[] files = [Write("helper", 64, [(2, 75, 8, 0)]), Write("one", 64, [(2, 90, 8, 0)]), Write("two", 1 << 20, [(2, 90, 8, 0)])];
        File.WriteAllBytes(_folder["linked"], [.. files.SelectMany(File.ReadAllBytes)]);
        Assert.That(CudaKernels.Read(_folder["linked"]).Problem(90, 13000), Is.Null);
    }

    [Test]
    public void SaysNothingAgainstWhatItCannotRead()
    {
        byte[] whole = File.ReadAllBytes(Write("whole", 100, [(2, 86, 8, 0)]));
        for (int length = 0; length < whole.Length - 64; length += 7)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            Assert.That(CudaKernels.Read(_folder["cut"]).Problem(10, 1), Is.Null);
        }
    }

    /// <summary>The library itself, where it was fetched.</summary>
    [Test]
    public void ReadsTheLibraryOfThisRelease()
    {
        string path = LlamaLibrary.Load().Gpus.PathOf("CUDA");
        if (!File.Exists(path))
            Assert.Ignore("CUDA is not built in: dotnet build Tests -p:OjousamaCuda=true fetches it.");
        CudaKernels kernels = CudaKernels.Read(path);
        Assert.Multiple(() =>
        {
            Assert.That(kernels.Problem(89, 12000), Is.Null);
            Assert.That(kernels.Problem(61, 20000), Is.Not.Null);
            Assert.That(kernels.Problem(75, 12000), Does.EndWith("update the driver"));
        });
    }

    string Write(string name, int bytesBefore, (int Kind, int Capability, int Major, int Minor)[] codes)
    {
        const int size = 24;
        var bytes = new byte[bytesBefore + 16 + codes.Length * (64 + size)];
        Span<byte> rest = bytes.AsSpan(bytesBefore);
        BinaryPrimitives.WriteUInt32LittleEndian(rest, 0xBA55ED50);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[4..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], 16);
        BinaryPrimitives.WriteInt64LittleEndian(rest[8..], codes.Length * (64 + size));
        rest = rest[16..];
        foreach (var code in codes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)code.Kind);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], 64);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], size);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[24..], (ushort)code.Minor);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[26..], (ushort)code.Major);
            BinaryPrimitives.WriteInt32LittleEndian(rest[28..], code.Capability);
            rest = rest[(64 + size)..];
        }

        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }
}
