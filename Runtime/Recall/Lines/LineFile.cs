using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Storage;

namespace Ojousama.Recall.Lines
{
    /// <summary>A character's remembered lines as one file: "OJL", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: embedder, dimensions, then a list of player's lines, one of replies, scales (little-endian floats, one a line) and vectors
    /// (a signed byte a value, times its line's scale). Vectors are embedded when the file is made, because embedding some thousand
    /// lines takes a minute. A reader takes all of it or none.
    /// </remarks>
    internal static class LineFile
    {
        const string Kind = "OJL";
        const byte Version = 1;
        const string Remake = "Make it anew with “lines build”";

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, IReadOnlyList<(SampleLine Line, float[] Vector)> lines, string embedder, int dimensions)
        {
            var scales = new float[lines.Count];
            var values = new sbyte[lines.Count * dimensions];
            for (int i = 0; i < lines.Count; i++)
            {
                scales[i] = VectorMath.Scale(lines[i].Vector);
                for (int d = 0; d < dimensions; d++)
                    values[i * dimensions + d] = (sbyte)MathF.Round(lines[i].Vector[d] / scales[i]);
            }

            AtomicFile.Write(path, FramedFile.Write(Kind, Version, Packed.Write((ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(6);
                writer.Write(embedder);
                writer.Write(dimensions);
                writer.WriteArrayHeader(lines.Count);
                foreach (var (line, _) in lines)
                    writer.Write(line.player);
                writer.WriteArrayHeader(lines.Count);
                foreach (var (line, _) in lines)
                    writer.Write(line.reply);
                writer.Write(MemoryMarshal.AsBytes<float>(scales)); // every machine that runs this is little-endian
                writer.Write(MemoryMarshal.AsBytes<sbyte>(values));
            })));
        }

        /// <exception cref="OjousamaException">The file is missing, damaged, of another kind or version, or of another embedder.</exception>
        public static IReadOnlyList<(SampleLine Line, float[] Vector)> Read(string path, string embedder, int dimensions)
        {
            try
            {
                byte[] bytes = File.ReadAllBytes(path);
                return FramedFile.Read(bytes, Kind, Version, out byte version, out ReadOnlyMemory<byte> body) switch
                {
                    FrameFault.None => Packed.Read(body, (ref MessagePackReader reader) => Read(ref reader, embedder, dimensions)),
                    FrameFault.Version => throw new InvalidDataException($"it has format {version}, not {Version}"),
                    FrameFault.Damaged => throw new InvalidDataException("it is damaged"),
                    _ => throw new InvalidDataException("it is no line file"),
                };
            }
            catch (InvalidDataException e)
            {
                throw new OjousamaException($"The line file {path} cannot be used: {e.Message}", Remake, e);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The line file {path} cannot be read: {e.Message.TrimEnd('.')}", "Check that it is there, and its permissions", e);
            }
        }

        static IReadOnlyList<(SampleLine Line, float[] Vector)> Read(ref MessagePackReader reader, string embedder, int dimensions)
        {
            if (reader.ReadArrayHeader() < 6)
                throw new InvalidDataException("values are missing");
            string madeBy = reader.ReadText();
            if (madeBy != embedder || reader.ReadInt32() != dimensions)
                throw new InvalidDataException($"its vectors are another embedder's, {madeBy}");
            var lines = new (SampleLine Line, float[] Vector)[reader.ReadArrayHeader()];
            for (int i = 0; i < lines.Length; i++)
                lines[i].Line = new SampleLine { player = reader.ReadText() };
            if (reader.ReadArrayHeader() != lines.Length)
                throw new InvalidDataException("lines and replies do not match");
            foreach (var (line, _) in lines)
                line.reply = reader.ReadText();
            ReadOnlySpan<float> scales = MemoryMarshal.Cast<byte, float>(reader.ReadData().Span);
            ReadOnlySpan<sbyte> values = MemoryMarshal.Cast<byte, sbyte>(reader.ReadData().Span);
            if (scales.Length != lines.Length || values.Length != (long)lines.Length * dimensions)
                throw new InvalidDataException("lines and vectors do not match");
            for (int i = 0; i < lines.Length; i++)
            {
                var vector = new float[dimensions];
                for (int d = 0; d < dimensions; d++)
                    vector[d] = values[i * dimensions + d] * scales[i];
                lines[i].Vector = vector;
            }

            return lines;
        }
    }
}
