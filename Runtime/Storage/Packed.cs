using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using MessagePack;

namespace Ojousama.Storage
{
    /// <summary>MessagePack for untrusted files: whatever their bytes are, reading gives values or throws <see cref="InvalidDataException"/>.</summary>
    /// <remarks>Only the library's low-level reader and writer are used, which neither generate code nor reflect, so that they run under IL2CPP.</remarks>
    internal static class Packed
    {
        static readonly UTF8Encoding s_utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

        /// <summary>Takes values from a reader.</summary>
        public delegate T Reading<out T>(ref MessagePackReader reader);

        /// <summary>Gives values to a writer.</summary>
        public delegate void Writing(ref MessagePackWriter writer);

        /// <summary>Bytes of what is written.</summary>
        public static ReadOnlySpan<byte> Write(Writing write)
        {
            var bytes = new ArrayBufferWriter<byte>();
            var writer = new MessagePackWriter(bytes);
            write(ref writer);
            writer.Flush();
            return bytes.WrittenSpan;
        }

        /// <summary>Reads values from the first byte on.</summary>
        /// <exception cref="InvalidDataException">The bytes are cut, or hold something else.</exception>
        public static T Read<T>(ReadOnlyMemory<byte> bytes, Reading<T> read)
        {
            var reader = new MessagePackReader(bytes);
            try
            {
                return read(ref reader);
            }
            catch (Exception e) when (e is MessagePackSerializationException || e is EndOfStreamException || e is OverflowException || e is ArgumentOutOfRangeException || e is DecoderFallbackException)
            {
                throw new InvalidDataException($"The value that begins at or ends behind byte {reader.Consumed} is not what should stand there: {e.Message.TrimEnd('.')}", e);
            }
        }

        /// <summary>A text that is there and is valid UTF-8.</summary>
        public static string ReadText(ref this MessagePackReader reader)
        {
            ReadOnlySequence<byte> bytes = reader.ReadStringSequence() ?? throw Missing("a text");
            return s_utf8.GetString(bytes.First.Span);
        }

        /// <summary>Binary data: a part of the bytes that are read, not a copy.</summary>
        public static ReadOnlyMemory<byte> ReadData(ref this MessagePackReader reader) => reader.NextMessagePackType == MessagePackType.Binary
            ? reader.ReadBytes()!.Value.First
            : throw Missing("binary data"); // the library takes a text too, as old MessagePack had no other type

        /// <summary>A list of texts.</summary>
        public static string[] ReadTexts(ref this MessagePackReader reader)
        {
            var texts = new string[reader.ReadArrayHeader()];
            for (int i = 0; i < texts.Length; i++)
                texts[i] = reader.ReadText();
            return texts;
        }

        /// <summary>Writes a list of texts.</summary>
        public static void WriteTexts(ref this MessagePackWriter writer, IReadOnlyCollection<string> texts)
        {
            writer.WriteArrayHeader(texts.Count);
            foreach (string text in texts)
                writer.Write(text);
        }

        /// <summary>Little-endian floats, as every machine that runs this has them.</summary>
        public static float[] ReadFloats(ref this MessagePackReader reader) => MemoryMarshal.Cast<byte, float>(reader.ReadData().Span).ToArray();

        /// <summary>Passes over one value of any type, with all that it holds; not by recursion, since no limit is set to how deep lists may lie in lists.</summary>
        public static void SkipValue(ref this MessagePackReader reader)
        {
            for (long values = 1; values > 0; values--)
            {
                switch (reader.NextMessagePackType)
                {
                    case MessagePackType.Array:
                        values += reader.ReadArrayHeader();
                        break;
                    case MessagePackType.Map:
                        values += 2L * reader.ReadMapHeader();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }

        static InvalidDataException Missing(string wanted) => new InvalidDataException($"Nothing stands where {wanted} should");
    }
}
