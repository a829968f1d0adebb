using System;
using System.IO;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;
using Ojousama.Text;

namespace Ojousama.Likeness
{
    /// <summary>A <see cref="VoiceModel"/> as a file: "OJV", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>The list: voice, slope, offset, bias, step, weights (a signed byte a bucket of <see cref="CharacterNgrams"/>).</remarks>
    internal static class VoiceFile
    {
        static readonly MadeFile s_file = new MadeFile("OJV", 1, "voice file", "Make it anew with “likeness train”");

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, VoiceModel model)
        {
            var (step, bias, slope, offset) = model.Numbers;
            s_file.Write(path, (ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(6);
                writer.Write(model.Voice);
                writer.Write(slope);
                writer.Write(offset);
                writer.Write((double)bias);
                writer.Write((double)step);
                writer.Write(MemoryMarshal.AsBytes(model.Weights));
            });
        }

        /// <exception cref="OjousamaException">The file is missing, damaged, or of another kind or version.</exception>
        public static VoiceModel Read(string path) => s_file.Read(path, Read);

        static VoiceModel Read(ref MessagePackReader reader)
        {
            if (reader.ReadArrayHeader() < 6)
                throw new InvalidDataException("values are missing");
            string voice = reader.ReadText();
            double slope = reader.ReadDouble(), offset = reader.ReadDouble();
            float bias = (float)reader.ReadDouble(), step = (float)reader.ReadDouble();
            sbyte[] weights = MemoryMarshal.Cast<byte, sbyte>(reader.ReadData().Span).ToArray();
            if (weights.Length == 0 || (weights.Length & (weights.Length - 1)) != 0)
                throw new InvalidDataException($"{weights.Length} weights are no power of two");
            return new VoiceModel(voice, weights, step, bias, slope, offset);
        }
    }
}
