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
        const int MinAlignment = 32; // ggml asserts it of weights that are mapped into memory

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
        public IEnumerable<byte[]> Texts(string key, Stream stream, int maxBytes = GgufReader.MaxString)
        {
            if (!_values.TryGetValue(key, out GgufValue value) || value.Type != GgufType.Array || value.Element != GgufType.String)
                yield break;
            using var reader = new GgufReader(stream, Path);
            stream.Position = value.Offset;
            for (double i = 0; i < value.Number; i++)
                yield return reader.ReadBytes(maxBytes);
        }

        /// <summary>The elements of an array of numbers, little-endian as they stand in the file; empty if the key is absent or something else.</summary>
        /// <param name="key">Of the metadata.</param>
        /// <param name="stream">The file's bytes.</param>
        /// <param name="maxBytes">What is beyond is left out.</param>
        public byte[] Numbers(string key, Stream stream, int maxBytes = 1 << 26)
        {
            if (!_values.TryGetValue(key, out GgufValue value) || value.Type != GgufType.Array || GgufReader.SizeOf(value.Element) == 0)
                return Array.Empty<byte>();
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            stream.Position = value.Offset;
            return reader.ReadBytes((int)Math.Min(value.Number * GgufReader.SizeOf(value.Element), maxBytes));
        }

        /// <summary>Reads from anything that can be sought; the path only names it in errors.</summary>
        internal static GgufFile Read(string path, Stream stream)
        {
            using var reader = new GgufReader(stream, path);
            try
            {
                return ReadWhole(path, stream, reader);
            }
            catch (EndOfStreamException e)
            {
                throw reader.Cut(e);
            }
        }

        static GgufFile ReadWhole(string path, Stream stream, GgufReader reader)
        {
            var file = new GgufFile(path);
            long length = stream.Length;
            if (length < 4 || reader.ReadUInt32() != Magic)
                throw new OjousamaException($"{path} is not a GGUF file", "Take the model in GGUF format");
            uint version = reader.ReadUInt32();
            if (version != 2 && version != 3)
                throw reader.Broken($"its format version is {version}, not 2 or 3");
            ulong tensors = reader.ReadUInt64();
            ulong values = reader.ReadUInt64();
            if (tensors > MaxEntries || values > MaxEntries)
                throw reader.Broken($"it claims {tensors} tensors and {values} metadata entries");

            for (ulong i = 0; i < values; i++)
            {
                string key = reader.ReadString(GgufReader.MaxKey);
                if (key.Length == 0 || !file._values.TryAdd(key, reader.ReadValue(key)))
                    throw reader.Broken($"its metadata key '{key}' is empty or stands twice");
            }

            long alignment = MinAlignment;
            if (file._values.TryGetValue("general.alignment", out GgufValue value))
                alignment = value.Type == GgufType.UInt32 ? (long)value.Number : 0;
            if (alignment < MinAlignment || alignment > 1 << 20 || (alignment & (alignment - 1)) != 0)
                throw reader.Broken($"its alignment is no power of two from {MinAlignment} on");

            long offset = 0, end = 0; // where the next tensor begins and the last one ended, from the begin of the data
            for (ulong i = 0; i < tensors; i++)
            {
                var tensor = reader.ReadTensor(offset);
                if (!file._tensors.TryAdd(tensor.Name, tensor))
                    throw reader.Broken($"its tensor '{tensor.Name}' stands twice");
                end = offset + tensor.ByteCount;
                offset = Padded(end, alignment);
                if (end > length)
                    throw reader.Cut();
            }

            file.DataOffset = Padded(stream.Position, alignment);
            if (file.DataOffset + end > length)
                throw reader.Cut();
            return file;
        }

        static long Padded(long value, long alignment) => (value + alignment - 1) & ~(alignment - 1);
    }
}
