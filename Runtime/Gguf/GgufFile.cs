using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Ojousama.Gguf
{
    /// <summary>The header of a GGUF file: its metadata and what tensors it holds. Nothing of the weights is read.</summary>
    /// <remarks>
    /// Read in C# before llama.cpp sees the file, because some of its checks end the process.
    /// Format: ggml/docs/gguf.md, versions 2 and 3, little-endian. Immutable.
    /// </remarks>
    internal sealed class GgufFile
    {
        const uint Magic = 0x46554747; // "GGUF"
        const int MaxEntries = 1 << 16; // metadata keys, and tensors: the largest models have a few thousand
        const int MaxString = 1 << 24;
        const int MaxKey = 1 << 16;
        const int MaxTensorName = 63;
        const int MinAlignment = 32; // ggml asserts it of weights that are mapped into memory
        const int MaxLayers = 512; // LLAMA_MAX_LAYERS

        readonly Dictionary<string, GgufValue> _values = new Dictionary<string, GgufValue>();
        readonly Dictionary<string, GgufTensor> _tensors = new Dictionary<string, GgufTensor>();

        GgufFile(string path) => Path = path;

        public string Path { get; }

        /// <summary>Where the tensors' data begin.</summary>
        public long DataOffset { get; private set; }

        public IReadOnlyDictionary<string, GgufTensor> Tensors => _tensors;

        /// <summary>Metadata by key. Of a longer array only its length, type and place are kept.</summary>
        public IReadOnlyDictionary<string, GgufValue> Values => _values;

        /// <summary>A text of the metadata, or "" if the key is absent or no text.</summary>
        public string Text(string key) => _values.TryGetValue(key, out GgufValue value) ? value.Text ?? "" : "";

        /// <param name="path">The file.</param>
        /// <param name="check">Looks at the header, and at what the stream holds, while the file is open.</param>
        /// <exception cref="OjousamaException">The file is missing, unreadable, cut, or not GGUF.</exception>
        public static GgufFile Read(string path, Action<GgufFile, Stream>? check = null)
        {
            if (!File.Exists(path))
                throw new OjousamaException($"The model file {path} does not exist", "Put it there, or correct its name in the character sheet");
            try
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
                GgufFile file = Read(path, stream);
                check?.Invoke(file, stream);
                return file;
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The model file {path} cannot be read: {e.Message.TrimEnd('.')}", "Check its permissions and the disk", e);
            }
        }

        /// <summary>An array of texts, read from the file anew; nothing if the key is absent or something else.</summary>
        public IEnumerable<string> Texts(string key)
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            foreach (byte[] text in Texts(key, stream))
                yield return Encoding.UTF8.GetString(text);
        }

        /// <summary>An array of texts as it stands in the file; nothing if the key is absent or something else.</summary>
        /// <param name="key">Of the metadata.</param>
        /// <param name="stream">The file's bytes.</param>
        /// <param name="maxBytes">A longer text is refused.</param>
        /// <exception cref="OjousamaException">A text is longer, or the file has been cut since its header was read.</exception>
        public IEnumerable<byte[]> Texts(string key, Stream stream, int maxBytes = MaxString)
        {
            if (!_values.TryGetValue(key, out GgufValue value) || value.Type != GgufType.Array || value.Element != GgufType.String)
                yield break;
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            stream.Position = value.Offset;
            for (double i = 0; i < value.Number; i++)
                yield return ReadBytes(reader, Path, maxBytes);
        }

        /// <summary>The elements of an array of numbers, little-endian as they stand in the file; empty if the key is absent or something else.</summary>
        /// <param name="key">Of the metadata.</param>
        /// <param name="stream">The file's bytes.</param>
        /// <param name="maxBytes">What is beyond is left out.</param>
        public byte[] Numbers(string key, Stream stream, int maxBytes = 1 << 26)
        {
            if (!_values.TryGetValue(key, out GgufValue value) || value.Type != GgufType.Array || SizeOf(value.Element) == 0)
                return Array.Empty<byte>();
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            stream.Position = value.Offset;
            return reader.ReadBytes((int)Math.Min(value.Number * SizeOf(value.Element), maxBytes));
        }

        /// <summary>Reads from anything that can be sought; the path only names it in errors.</summary>
        internal static GgufFile Read(string path, Stream stream)
        {
            try
            {
                return ReadWhole(path, stream);
            }
            catch (EndOfStreamException e)
            {
                throw Cut(path, e);
            }
        }

        static GgufFile ReadWhole(string path, Stream stream)
        {
            var file = new GgufFile(path);
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            long length = stream.Length;
            if (length < 4 || reader.ReadUInt32() != Magic)
                throw new OjousamaException($"{path} is not a GGUF file", "Take the model in GGUF format");
            uint version = reader.ReadUInt32();
            if (version != 2 && version != 3)
                throw Broken(path, $"its format version is {version}, not 2 or 3");
            ulong tensors = reader.ReadUInt64();
            ulong values = reader.ReadUInt64();
            if (tensors > MaxEntries || values > MaxEntries)
                throw Broken(path, $"it claims {tensors} tensors and {values} metadata entries");

            for (ulong i = 0; i < values; i++)
            {
                string key = ReadString(reader, path, MaxKey);
                if (key.Length == 0 || !file._values.TryAdd(key, ReadValue(reader, path, key)))
                    throw Broken(path, $"its metadata key '{key}' is empty or stands twice");
            }

            long alignment = MinAlignment;
            if (file._values.TryGetValue("general.alignment", out GgufValue value))
                alignment = value.Type == GgufType.UInt32 ? (long)value.Number : 0;
            if (alignment < MinAlignment || alignment > 1 << 20 || (alignment & (alignment - 1)) != 0)
                throw Broken(path, $"its alignment is no power of two from {MinAlignment} on");

            long offset = 0, end = 0; // where the next tensor begins and the last one ended, from the begin of the data
            for (ulong i = 0; i < tensors; i++)
            {
                var tensor = ReadTensor(reader, path, offset);
                if (!file._tensors.TryAdd(tensor.Name, tensor))
                    throw Broken(path, $"its tensor '{tensor.Name}' stands twice");
                end = offset + tensor.ByteCount;
                offset = Padded(end, alignment);
                if (end > length)
                    throw Cut(path, null);
            }

            file.DataOffset = Padded(stream.Position, alignment);
            if (file.DataOffset + end > length)
                throw Cut(path, null);
            return file;
        }

        static GgufTensor ReadTensor(BinaryReader reader, string path, long expectedOffset)
        {
            string name = ReadString(reader, path, MaxTensorName);
            uint dimensions = reader.ReadUInt32();
            if (dimensions == 0 || dimensions > 4)
                throw Broken(path, $"its tensor '{name}' has {dimensions} dimensions");
            var shape = new long[] { 1, 1, 1, 1 };
            long count = 1;
            for (int i = 0; i < dimensions; i++)
            {
                shape[i] = reader.ReadInt64();
                if (shape[i] <= 0 || shape[i] > (1L << 40) / count)
                    throw Broken(path, $"its tensor '{name}' has an impossible shape");
                count *= shape[i];
            }

            uint type = reader.ReadUInt32();
            var (block, bytes) = GgufTensor.BlockOf(type);
            if (block == 0 || shape[0] % block != 0)
                throw Broken(path, $"its tensor '{name}' is of type {type}, which is not known here or cannot be laid out");
            if (reader.ReadInt64() != expectedOffset)
                throw Broken(path, $"its tensor '{name}' does not follow the one before");
            return new GgufTensor(name, type, shape, count / block * bytes, expectedOffset);
        }

        static GgufValue ReadValue(BinaryReader reader, string path, string key)
        {
            var type = (GgufType)reader.ReadUInt32();
            if (type != GgufType.Array)
                return ReadScalar(reader, path, key, type);

            var element = (GgufType)reader.ReadUInt32();
            ulong count = reader.ReadUInt64();
            Stream stream = reader.BaseStream;
            long offset = stream.Position;
            ulong left = (ulong)(stream.Length - stream.Position);
            int size = SizeOf(element);
            long[]? counts = null;
            if (element == GgufType.String)
            {
                if (count > left / 8)
                    throw Cut(path, null);
                for (ulong i = 0; i < count; i++)
                    SkipString(reader, path);
            }
            else if (size == 0)
            {
                throw Broken(path, $"its metadata '{key}' is an array of type {(uint)element}");
            }
            else
            {
                if (count > left / (ulong)size)
                    throw Cut(path, null);
                if (count <= MaxLayers && (element == GgufType.UInt32 || element == GgufType.Int32 || element == GgufType.Bool))
                    counts = ReadCounts(reader, element, (int)count);
                else
                    Skip(stream, (long)count * size);
            }

            return new GgufValue(GgufType.Array, count, null, element, offset, counts);
        }

        static long[] ReadCounts(BinaryReader reader, GgufType element, int count)
        {
            var counts = new long[count];
            for (int i = 0; i < count; i++)
                counts[i] = element == GgufType.UInt32 ? reader.ReadUInt32() : element == GgufType.Int32 ? reader.ReadInt32() : reader.ReadByte() != 0 ? 1 : 0;
            return counts;
        }

        static GgufValue ReadScalar(BinaryReader reader, string path, string key, GgufType type)
        {
            switch (type)
            {
                case GgufType.UInt8: return new GgufValue(type, reader.ReadByte());
                case GgufType.Int8: return new GgufValue(type, reader.ReadSByte());
                case GgufType.UInt16: return new GgufValue(type, reader.ReadUInt16());
                case GgufType.Int16: return new GgufValue(type, reader.ReadInt16());
                case GgufType.UInt32: return new GgufValue(type, reader.ReadUInt32());
                case GgufType.Int32: return new GgufValue(type, reader.ReadInt32());
                case GgufType.Float32: return new GgufValue(type, reader.ReadSingle());
                case GgufType.Bool: return new GgufValue(type, ReadBool(reader, path, key));
                case GgufType.UInt64: return new GgufValue(type, reader.ReadUInt64());
                case GgufType.Int64: return new GgufValue(type, reader.ReadInt64());
                case GgufType.Float64: return new GgufValue(type, reader.ReadDouble());
                case GgufType.String: return new GgufValue(type, 0, ReadString(reader, path, MaxString));
                default: throw Broken(path, $"its metadata '{key}' is of type {(uint)type}");
            }
        }

        static byte ReadBool(BinaryReader reader, string path, string key)
        {
            byte value = reader.ReadByte();
            return value <= 1 ? value : throw Broken(path, $"its metadata '{key}' is neither yes nor no");
        }

        /// <summary>Bytes of one value; 0 for those of no fixed size.</summary>
        static int SizeOf(GgufType type)
        {
            switch (type)
            {
                case GgufType.UInt8: case GgufType.Int8: case GgufType.Bool: return 1;
                case GgufType.UInt16: case GgufType.Int16: return 2;
                case GgufType.UInt32: case GgufType.Int32: case GgufType.Float32: return 4;
                case GgufType.UInt64: case GgufType.Int64: case GgufType.Float64: return 8;
                default: return 0;
            }
        }

        static string ReadString(BinaryReader reader, string path, int limit) => Encoding.UTF8.GetString(ReadBytes(reader, path, limit));

        static byte[] ReadBytes(BinaryReader reader, string path, int limit)
        {
            ulong length = reader.ReadUInt64();
            if (length > (ulong)limit)
                throw Broken(path, $"it holds a text of {length} bytes where at most {limit} fit");
            if ((long)length > reader.BaseStream.Length - reader.BaseStream.Position)
                throw new EndOfStreamException(); // before anything is reserved for it
            byte[] bytes = reader.ReadBytes((int)length);
            if (bytes.Length < (int)length)
                throw new EndOfStreamException();
            return bytes;
        }

        static void SkipString(BinaryReader reader, string path)
        {
            ulong length = reader.ReadUInt64();
            if (length > MaxString)
                throw Broken(path, $"it holds a text of {length} bytes where at most {MaxString} fit");
            Skip(reader.BaseStream, (long)length);
        }

        static void Skip(Stream stream, long count)
        {
            if (count > stream.Length - stream.Position)
                throw new EndOfStreamException();
            stream.Seek(count, SeekOrigin.Current);
        }

        static long Padded(long value, long alignment) => (value + alignment - 1) & ~(alignment - 1);

        static OjousamaException Cut(string path, Exception? cause) =>
            new OjousamaException($"{path} is cut short: the file ends before what its header promises", "Copy or download it again", cause);

        static OjousamaException Broken(string path, string detail) =>
            new OjousamaException($"{path} is no sound GGUF file: {detail}", "Copy or download it again");
    }
}
