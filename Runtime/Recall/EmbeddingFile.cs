using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Ojousama.Storage;

namespace Ojousama.Recall
{
    /// <summary>The bytes of kept embeddings: "OJE", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>The list: embedder, dimensions, keys (16 bytes each), vectors (little-endian floats). A reader takes all of it or none.</remarks>
    internal static class EmbeddingFile
    {
        const int HeadLength = 8; // bytes
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

            var writer = new MessagePackWriter();
            writer.WriteArrayHeader(4);
            writer.Write(embedder);
            writer.Write(dimensions);
            writer.WriteBinary(keys);
            writer.WriteBinary(MemoryMarshal.AsBytes<float>(vectors)); // every machine that runs this is little-endian

            var bytes = new byte[HeadLength + writer.Written.Length];
            bytes[0] = (byte)'O';
            bytes[1] = (byte)'J';
            bytes[2] = (byte)'E';
            bytes[3] = Version;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc32.Of(writer.Written, Crc32.Of(bytes.AsSpan(0, 4))));
            writer.Written.CopyTo(bytes.AsSpan(HeadLength));
            return bytes;
        }

        /// <exception cref="InvalidDataException">Damaged, of another version, or of another embedder.</exception>
        public static IEnumerable<(TextKey Key, float[] Vector)> Read(byte[] bytes, string embedder, int dimensions)
        {
            if (bytes.Length < HeadLength || bytes[0] != 'O' || bytes[1] != 'J' || bytes[2] != 'E')
                throw new InvalidDataException("the file holds something else");
            if (bytes[3] != Version)
                throw new InvalidDataException($"it has format {bytes[3]}, not {Version}");
            var body = new ReadOnlySpan<byte>(bytes, HeadLength, bytes.Length - HeadLength);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) != Crc32.Of(body, Crc32.Of(bytes.AsSpan(0, 4))))
                throw new InvalidDataException("it is damaged");

            var reader = new MessagePackReader(body);
            if (reader.ReadArrayHeader() < 4)
                throw new InvalidDataException("values are missing");
            string madeBy = reader.ReadString();
            if (madeBy != embedder || reader.ReadInt32() != dimensions)
                throw new InvalidDataException($"another embedder made it, {madeBy}");
            ReadOnlySpan<byte> keys = reader.ReadBinary();
            ReadOnlySpan<float> vectors = MemoryMarshal.Cast<byte, float>(reader.ReadBinary());
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
