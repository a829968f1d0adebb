using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Storage;

namespace Ojousama.Recall.Lines
{
    /// <summary>A character's remembered lines as one file: "OJL", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: embedder, dimensions, the player's lines, the different replies, the place of each line's reply among these (from 0), then for
    /// the vectors of the lines and of the replies scales (little-endian floats, one each) and values (a signed byte each, times its
    /// scale). Several wordings of what a player says share a reply, which is kept once. Vectors are embedded when the file is made,
    /// because embedding some thousand lines takes a minute. A reader takes all of it or none.
    /// </remarks>
    internal static class LineFile
    {
        const int Values = 9;

        static readonly MadeFile s_file = new MadeFile("OJL", 3, "line file", "Make it anew with “lines build”");

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, IReadOnlyList<LineRow> lines, string embedder, int dimensions) =>
            s_file.Write(path, (ref MessagePackWriter writer) =>
            {
                LineRow[] replies = lines.GroupBy(row => row.Line.reply).Select(same => same.First()).ToArray();
                Dictionary<string, int> places = replies.Select((row, i) => (row.Line.reply, i)).ToDictionary(pair => pair.reply, pair => pair.i);
                writer.WriteArrayHeader(Values);
                writer.Write(embedder);
                writer.Write(dimensions);
                writer.WriteTexts(lines.Select(row => row.Line.player).ToArray());
                writer.WriteTexts(Array.ConvertAll(replies, row => row.Line.reply));
                writer.WriteArrayHeader(lines.Count);
                foreach (LineRow row in lines)
                    writer.Write(places[row.Line.reply]);
                WriteVectors(ref writer, lines.Select(row => row.Said).ToArray(), dimensions);
                WriteVectors(ref writer, replies.Select(row => row.Answered).ToArray(), dimensions);
            });

        /// <exception cref="OjousamaException">The file is missing, damaged, of another kind or version, or of another embedder.</exception>
        public static IReadOnlyList<LineRow> Read(string path, string embedder, int dimensions) => s_file.Read(path, (ref MessagePackReader reader) => Read(ref reader, embedder, dimensions));

        static void WriteVectors(ref MessagePackWriter writer, float[][] vectors, int dimensions)
        {
            float[] scales = Array.ConvertAll(vectors, vector => VectorMath.Scale(vector));
            var values = new sbyte[vectors.Length * dimensions];
            for (int i = 0; i < vectors.Length; i++)
            {
                for (int d = 0; d < dimensions; d++)
                    values[(i * dimensions) + d] = (sbyte)MathF.Round(vectors[i][d] / scales[i]);
            }

            writer.Write(MemoryMarshal.AsBytes<float>(scales)); // every machine that runs this is little-endian
            writer.Write(MemoryMarshal.AsBytes<sbyte>(values));
        }

        static IReadOnlyList<LineRow> Read(ref MessagePackReader reader, string embedder, int dimensions)
        {
            if (reader.ReadArrayHeader() != Values)
                throw new InvalidDataException("it holds other values");
            string madeBy = reader.ReadText();
            if (madeBy != embedder || reader.ReadInt32() != dimensions)
                throw new InvalidDataException($"its vectors are another embedder's, {madeBy}");
            string[] said = reader.ReadTexts(), replies = reader.ReadTexts();
            var places = new int[reader.ReadArrayHeader()];
            for (int i = 0; i < places.Length; i++)
                places[i] = reader.ReadInt32();
            if (places.Length != said.Length || places.Any(place => place < 0 || place >= replies.Length))
                throw new InvalidDataException("lines and replies do not match");
            float[][] saidVectors = ReadVectors(ref reader, said.Length, dimensions), answeredVectors = ReadVectors(ref reader, replies.Length, dimensions);
            return said.Select((line, i) => new LineRow(new SampleLine { player = line, reply = replies[places[i]] }, saidVectors[i], answeredVectors[places[i]])).ToArray();
        }

        static float[][] ReadVectors(ref MessagePackReader reader, int count, int dimensions)
        {
            ReadOnlySpan<float> scales = MemoryMarshal.Cast<byte, float>(reader.ReadData().Span);
            ReadOnlySpan<sbyte> values = MemoryMarshal.Cast<byte, sbyte>(reader.ReadData().Span);
            if (scales.Length != count || values.Length != (long)count * dimensions)
                throw new InvalidDataException("lines and vectors do not match");
            var vectors = new float[count][];
            for (int i = 0; i < count; i++)
            {
                vectors[i] = new float[dimensions];
                for (int d = 0; d < dimensions; d++)
                    vectors[i][d] = values[(i * dimensions) + d] * scales[i];
            }

            return vectors;
        }
    }
}
