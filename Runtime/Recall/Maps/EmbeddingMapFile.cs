using System;
using System.IO;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Inference;
using Ojousama.Storage;

namespace Ojousama.Recall.Maps
{
    /// <summary>An <see cref="EmbeddingMap"/> as a file: "OJM", version, CRC-32, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: embedder, mean (little-endian floats), then for each <see cref="TextKind"/> in order the scales of a matrix's rows (floats) and its
    /// values (a signed byte each, times its row's scale).
    /// </remarks>
    internal static class EmbeddingMapFile
    {
        static readonly MadeFile s_file = new MadeFile(
            "OJM", 1, "embedder's map", "Make it anew with “embedder map”, or delete it: recall works without, and finds less", "Check its permissions");

        static readonly TextKind[] s_kinds = { TextKind.Query, TextKind.Passage, TextKind.Line, TextKind.Remark, TextKind.Reply };

        /// <summary>Where a model's map lies, if it has one: whoever ships the model ships that too.</summary>
        public static string PathBeside(string model) => Path.ChangeExtension(model, ".map");

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, EmbeddingMap map, string embedder) =>
            s_file.Write(path, (ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(2 + (2 * s_kinds.Length));
                writer.Write(embedder);
                writer.Write(MemoryMarshal.AsBytes(map.Mean)); // every machine that runs this is little-endian
                foreach (TextKind kind in s_kinds)
                    WriteMatrix(ref writer, map.Matrix(kind), map.Dimensions);
            });

        /// <param name="path">Of the file.</param>
        /// <param name="embedder">Whose vectors it has to be for.</param>
        /// <exception cref="OjousamaException">The file is missing, damaged, of another kind or version, or of another embedder.</exception>
        public static EmbeddingMap Read(string path, IEmbedder embedder) => s_file.Read(path, (ref MessagePackReader reader) => Read(ref reader, embedder));

        static void WriteMatrix(ref MessagePackWriter writer, ReadOnlySpan<float> matrix, int dimensions)
        {
            var scales = new float[dimensions];
            var values = new sbyte[dimensions * dimensions];
            for (int row = 0; row < dimensions; row++)
            {
                ReadOnlySpan<float> from = matrix.Slice(row * dimensions, dimensions);
                scales[row] = VectorMath.Scale(from);
                for (int column = 0; column < dimensions; column++)
                    values[(row * dimensions) + column] = (sbyte)MathF.Round(from[column] / scales[row]);
            }

            writer.Write(MemoryMarshal.AsBytes<float>(scales));
            writer.Write(MemoryMarshal.AsBytes<sbyte>(values));
        }

        static EmbeddingMap Read(ref MessagePackReader reader, IEmbedder embedder)
        {
            if (reader.ReadArrayHeader() < 2 + (2 * s_kinds.Length))
                throw new InvalidDataException("values are missing");
            string madeFor = reader.ReadText();
            if (madeFor != embedder.Id)
                throw new InvalidDataException($"it is for another embedder, {madeFor}, not {embedder.Id}");
            float[] mean = reader.ReadFloats();
            if (mean.Length != embedder.Dimensions)
                throw new InvalidDataException($"its vectors have {mean.Length} values, not {embedder.Dimensions}");
            var matrices = new float[s_kinds.Length][];
            for (int i = 0; i < matrices.Length; i++)
                matrices[i] = ReadMatrix(ref reader, mean.Length);
            return new EmbeddingMap(mean, matrices);
        }

        static float[] ReadMatrix(ref MessagePackReader reader, int dimensions)
        {
            ReadOnlySpan<float> scales = MemoryMarshal.Cast<byte, float>(reader.ReadData().Span);
            ReadOnlySpan<sbyte> values = MemoryMarshal.Cast<byte, sbyte>(reader.ReadData().Span);
            if (scales.Length != dimensions || values.Length != dimensions * dimensions)
                throw new InvalidDataException("a matrix is not square");
            var matrix = new float[values.Length];
            for (int i = 0; i < matrix.Length; i++)
                matrix[i] = values[i] * scales[i / dimensions];
            return matrix;
        }
    }
}
