using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>A <see cref="SenseModel"/> as a file: "OJN", version, CRC-32 of the rest, then one MessagePack list.</summary>
/// <remarks>The list: embedder, slope, offset, bias, components, then little-endian floats: weights, two means, two maps by rows.</remarks>
static class SenseFile
{
    static readonly MadeFile s_file = new("OJN", 1, "sense head", "Make it anew with “sense train”", "Check that it is there, or make it with “sense train”");

    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, SenseModel model) => s_file.Write(path, (ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(10);
        writer.Write(model.Embedder);
        writer.Write(model.Slope);
        writer.Write(model.Offset);
        writer.Write((double)model.Head.Bias);
        writer.Write(model.Map.Components);
        foreach (float[] values in (float[][])[model.Head.Weights, model.Map.LineMean, model.Map.ReplyMean, [.. model.Map.Line.SelectMany(r => r)], [.. model.Map.Reply.SelectMany(r => r)]])
            writer.Write(MemoryMarshal.AsBytes<float>(values));
    });

    /// <exception cref="OjousamaException">The file is missing, damaged, or of another kind or version.</exception>
    public static SenseModel Read(string path) => s_file.Read(path, Read);

    static SenseModel Read(ref MessagePackReader reader)
    {
        if (reader.ReadArrayHeader() < 10)
            throw new InvalidDataException("values are missing");
        string embedder = reader.ReadText();
        double slope = reader.ReadDouble(), offset = reader.ReadDouble(), bias = reader.ReadDouble();
        int components = reader.ReadInt32();
        float[] weights = Floats(ref reader), lineMean = Floats(ref reader), replyMean = Floats(ref reader), line = Floats(ref reader), reply = Floats(ref reader);
        int dimensions = lineMean.Length;
        if (components <= 0 || dimensions == 0 || replyMean.Length != dimensions || line.Length != components * dimensions || reply.Length != line.Length || weights.Length != SenseModel.FeatureCount)
            throw new InvalidDataException("its sizes do not match");
        return new SenseModel(
            embedder, new CanonicalMap(lineMean, replyMean, [.. line.Chunk(dimensions)], [.. reply.Chunk(dimensions)]), new LinearModel(weights, (float)bias), slope, offset);
    }

    static float[] Floats(ref MessagePackReader reader) => MemoryMarshal.Cast<byte, float>(reader.ReadData().Span).ToArray();
}
