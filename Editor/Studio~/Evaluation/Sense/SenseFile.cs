using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>A <see cref="SenseModel"/> as a file: "OJN", version, CRC-32 of the rest, then one MessagePack list.</summary>
/// <remarks>The list: embedder, slope, offset, bias, then little-endian floats: a weight a feature.</remarks>
static class SenseFile
{
    static readonly MadeFile s_file = new("OJN", 4, "sense head", "Make it anew with “sense train”", "Check that it is there, or make it with “sense train”");

    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, SenseModel model) => s_file.Write(path, (ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(5);
        writer.Write(model.Embedder);
        writer.Write(model.Slope);
        writer.Write(model.Offset);
        writer.Write((double)model.Head.Bias);
        writer.Write(MemoryMarshal.AsBytes<float>(model.Head.Weights));
    });

    /// <exception cref="OjousamaException">The file is missing, damaged, or of another kind or version.</exception>
    public static SenseModel Read(string path) => s_file.Read(path, Read);

    static SenseModel Read(ref MessagePackReader reader)
    {
        if (reader.ReadArrayHeader() < 5)
            throw new InvalidDataException("values are missing");
        string embedder = reader.ReadText();
        double slope = reader.ReadDouble(), offset = reader.ReadDouble(), bias = reader.ReadDouble();
        float[] weights = reader.ReadFloats();
        if (weights.Length != SenseFeatures.Count)
            throw new InvalidDataException("its sizes do not match");
        return new SenseModel(embedder, new LinearModel(weights, (float)bias), slope, offset);
    }
}
