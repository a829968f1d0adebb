using System;
using System.IO;
using System.Text;

namespace Ojousama.Gguf
{
    /// <summary>Reads the parts of a GGUF file's header in their order, and refuses what no sound file holds.</summary>
    /// <remarks>Throws <see cref="EndOfStreamException"/> where the file ends too early.</remarks>
    internal sealed class GgufReader : IDisposable
    {
        public const int MaxString = 1 << 24;
        public const int MaxKey = 1 << 16;

        const int MaxTensorName = 63;
        const int MaxLayers = 512; // LLAMA_MAX_LAYERS

        readonly BinaryReader _reader;
        readonly string _path;

        /// <param name="stream">Left open.</param>
        /// <param name="path">For errors.</param>
        public GgufReader(Stream stream, string path)
        {
            _reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            _path = path;
        }

        public uint ReadUInt32() => _reader.ReadUInt32();

        public ulong ReadUInt64() => _reader.ReadUInt64();

        public GgufTensor ReadTensor(long expectedOffset)
        {
            string name = ReadString(MaxTensorName);
            uint dimensions = _reader.ReadUInt32();
            if (dimensions == 0 || dimensions > 4)
                throw Broken($"its tensor '{name}' has {dimensions} dimensions");
            var shape = new long[] { 1, 1, 1, 1 };
            long count = 1;
            for (int i = 0; i < dimensions; i++)
            {
                shape[i] = _reader.ReadInt64();
                if (shape[i] <= 0 || shape[i] > (1L << 40) / count)
                    throw Broken($"its tensor '{name}' has an impossible shape");
                count *= shape[i];
            }

            uint type = _reader.ReadUInt32();
            var (block, bytes) = GgufTensor.BlockOf(type);
            if (block == 0 || shape[0] % block != 0)
                throw Broken($"its tensor '{name}' is of type {type}, which is not known here or cannot be laid out");
            if (_reader.ReadInt64() != expectedOffset)
                throw Broken($"its tensor '{name}' does not follow the one before");
            return new GgufTensor(name, type, shape, count / block * bytes, expectedOffset);
        }

        public GgufValue ReadValue(string key)
        {
            var type = (GgufType)_reader.ReadUInt32();
            if (type != GgufType.Array)
                return ReadScalar(key, type);

            var element = (GgufType)_reader.ReadUInt32();
            ulong count = _reader.ReadUInt64();
            Stream stream = _reader.BaseStream;
            long offset = stream.Position;
            ulong left = (ulong)(stream.Length - stream.Position);
            int size = SizeOf(element);
            long[]? counts = null;
            if (element == GgufType.String)
            {
                if (count > left / 8)
                    throw Cut();
                for (ulong i = 0; i < count; i++)
                    SkipString();
            }
            else if (size == 0)
            {
                throw Broken($"its metadata '{key}' is an array of type {(uint)element}");
            }
            else
            {
                if (count > left / (ulong)size)
                    throw Cut();
                if (count <= MaxLayers && (element == GgufType.UInt32 || element == GgufType.Int32 || element == GgufType.Bool))
                    counts = ReadCounts(element, (int)count);
                else
                    Skip((long)count * size);
            }

            return new GgufValue(GgufType.Array, count, null, element, offset, counts);
        }

        long[] ReadCounts(GgufType element, int count)
        {
            var counts = new long[count];
            for (int i = 0; i < count; i++)
                counts[i] = element == GgufType.UInt32 ? _reader.ReadUInt32() : element == GgufType.Int32 ? _reader.ReadInt32() : _reader.ReadByte() != 0 ? 1 : 0;
            return counts;
        }

        GgufValue ReadScalar(string key, GgufType type)
        {
            switch (type)
            {
                case GgufType.UInt8: return new GgufValue(type, _reader.ReadByte());
                case GgufType.Int8: return new GgufValue(type, _reader.ReadSByte());
                case GgufType.UInt16: return new GgufValue(type, _reader.ReadUInt16());
                case GgufType.Int16: return new GgufValue(type, _reader.ReadInt16());
                case GgufType.UInt32: return new GgufValue(type, _reader.ReadUInt32());
                case GgufType.Int32: return new GgufValue(type, _reader.ReadInt32());
                case GgufType.Float32: return new GgufValue(type, _reader.ReadSingle());
                case GgufType.Bool: return new GgufValue(type, ReadBool(key));
                case GgufType.UInt64: return new GgufValue(type, _reader.ReadUInt64());
                case GgufType.Int64: return new GgufValue(type, _reader.ReadInt64());
                case GgufType.Float64: return new GgufValue(type, _reader.ReadDouble());
                case GgufType.String: return new GgufValue(type, 0, ReadString(MaxString));
                default: throw Broken($"its metadata '{key}' is of type {(uint)type}");
            }
        }

        byte ReadBool(string key)
        {
            byte value = _reader.ReadByte();
            return value <= 1 ? value : throw Broken($"its metadata '{key}' is neither yes nor no");
        }

        /// <summary>Bytes of one value; 0 for those of no fixed size.</summary>
        public static int SizeOf(GgufType type)
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

        public string ReadString(int limit) => Encoding.UTF8.GetString(ReadBytes(limit));

        public byte[] ReadBytes(int limit)
        {
            ulong length = _reader.ReadUInt64();
            if (length > (ulong)limit)
                throw Broken($"it holds a text of {length} bytes where at most {limit} fit");
            if ((long)length > _reader.BaseStream.Length - _reader.BaseStream.Position)
                throw new EndOfStreamException(); // before anything is reserved for it
            byte[] bytes = _reader.ReadBytes((int)length);
            if (bytes.Length < (int)length)
                throw new EndOfStreamException();
            return bytes;
        }

        void SkipString()
        {
            ulong length = _reader.ReadUInt64();
            if (length > MaxString)
                throw Broken($"it holds a text of {length} bytes where at most {MaxString} fit");
            Skip((long)length);
        }

        void Skip(long count)
        {
            Stream stream = _reader.BaseStream;
            if (count > stream.Length - stream.Position)
                throw new EndOfStreamException();
            stream.Seek(count, SeekOrigin.Current);
        }

        public OjousamaException Cut(Exception? cause = null) =>
            new OjousamaException($"{_path} is cut short: the file ends before what its header promises", "Copy or download it again", cause);

        public OjousamaException Broken(string detail) =>
            new OjousamaException($"{_path} is no sound GGUF file: {detail}", "Copy or download it again");

        public void Dispose() => _reader.Dispose();
    }
}
