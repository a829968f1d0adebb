using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Recall
{
    /// <summary>The bytes of kept embeddings: "OJE", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>The list: embedder, dimensions, keys (16 bytes each), vectors (little-endian floats). A reader takes all of it or none.</remarks>
    internal static class EmbeddingFile
    {
        const string Kind = "OJE";
        const byte Version = 1;

        public static byte[] Write(IReadOnlyCollection<(TextKey Key, float[] Vector)> entries, string embedder, int dimensions)
        {
            var keys = new byte[entries.Count * TextKey.Size];
            var vectors = new float[entries.Count * dimensions];
            int i = 0;
            foreach (var (key, vector) in entries)
            {
                key.Write(keys.AsSpan(i * TextKey.Size));
                vector.CopyTo(vectors, i++ * dimensions);
            }

            return FramedFile.Write(Kind, Version, Packed.Write((ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(4);
                writer.Write(embedder);
                writer.Write(dimensions);
                writer.Write(keys);
                writer.Write(MemoryMarshal.AsBytes<float>(vectors)); // every machine that runs this is little-endian
            }));
        }

        /// <exception cref="InvalidDataException">Damaged, of another version, or of another embedder.</exception>
        public static IEnumerable<(TextKey Key, float[] Vector)> Read(byte[] bytes, string embedder, int dimensions)
        {
            switch (FramedFile.Read(bytes, Kind, Version, out byte version, out ReadOnlyMemory<byte> body))
            {
                case FrameFault.Foreign:
                    throw new InvalidDataException("the file holds something else");
                case FrameFault.Version:
                    throw new InvalidDataException($"it has format {version}, not {Version}");
                case FrameFault.Damaged:
                    throw new InvalidDataException("it is damaged");
            }

            return Packed.Read(body, (ref MessagePackReader reader) => Read(ref reader, embedder, dimensions));
        }

        static (TextKey Key, float[] Vector)[] Read(ref MessagePackReader reader, string embedder, int dimensions)
        {
            if (reader.ReadArrayHeader() < 4)
                throw new InvalidDataException("values are missing");
            string madeBy = reader.ReadText();
            if (madeBy != embedder || reader.ReadInt32() != dimensions)
                throw new InvalidDataException($"another embedder made it, {madeBy}");
            ReadOnlySpan<byte> keys = reader.ReadData().Span;
            ReadOnlySpan<float> vectors = MemoryMarshal.Cast<byte, float>(reader.ReadData().Span);
            if (keys.Length % TextKey.Size != 0 || vectors.Length != (long)keys.Length / TextKey.Size * dimensions)
                throw new InvalidDataException("keys and vectors do not match");

            var entries = new (TextKey, float[])[keys.Length / TextKey.Size];
            for (int i = 0; i < entries.Length; i++)
            {
                // The last used stands first, and is kept last to be so again.
                entries[entries.Length - 1 - i] = (new TextKey(keys.Slice(i * TextKey.Size)), vectors.Slice(i * dimensions, dimensions).ToArray());
            }

            return entries;
        }
    }
}
