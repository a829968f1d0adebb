using System;
using System.Buffers.Binary;
using System.Text;

namespace Ojousama.Storage
{
    /// <summary>Writes values in the MessagePack wire format (https://github.com/msgpack/msgpack/blob/master/spec.md), each in its shortest form.</summary>
    /// <remarks>No extension types. The buffer is kept over <see cref="Clear"/>.</remarks>
    internal sealed class MessagePackWriter
    {
        byte[] _buffer = new byte[256];
        int _length;

        /// <summary>What was written since the last <see cref="Clear"/>; valid until the next write.</summary>
        public ReadOnlySpan<byte> Written => new ReadOnlySpan<byte>(_buffer, 0, _length);

        public void Clear() => _length = 0;

        public void WriteNil() => Take(1)[0] = 0xC0;

        public void Write(bool value) => Take(1)[0] = (byte)(value ? 0xC3 : 0xC2);

        public void Write(long value)
        {
            if (value >= -32 && value < 128)
                Take(1)[0] = (byte)value;
            else if (value >= 0)
                WriteLength((ulong)value, 0xCC, 0xCD, 0xCE, 0xCF);
            else if (value >= sbyte.MinValue)
                Tag(0xD0, 1)[0] = (byte)value;
            else if (value >= short.MinValue)
                BinaryPrimitives.WriteInt16BigEndian(Tag(0xD1, 2), (short)value);
            else if (value >= int.MinValue)
                BinaryPrimitives.WriteInt32BigEndian(Tag(0xD2, 4), (int)value);
            else
                BinaryPrimitives.WriteInt64BigEndian(Tag(0xD3, 8), value);
        }

        public void Write(double value) =>
            BinaryPrimitives.WriteInt64BigEndian(Tag(0xCB, 8), BitConverter.DoubleToInt64Bits(value));

        /// <summary>A surrogate without its partner becomes U+FFFD: UTF-8 cannot hold it.</summary>
        public void Write(string value)
        {
            int length = Encoding.UTF8.GetByteCount(value);
            if (length < 32)
                Take(1)[0] = (byte)(0xA0 | length);
            else
                WriteLength((ulong)length, 0xD9, 0xDA, 0xDB, 0);
            Encoding.UTF8.GetBytes(value, Take(length));
        }

        public void WriteBinary(ReadOnlySpan<byte> value)
        {
            WriteLength((ulong)value.Length, 0xC4, 0xC5, 0xC6, 0);
            value.CopyTo(Take(value.Length));
        }

        /// <summary>As many values must follow.</summary>
        public void WriteArrayHeader(int count)
        {
            if (count < 16)
                Take(1)[0] = (byte)(0x90 | count);
            else
                WriteLength((ulong)count, 0, 0xDC, 0xDD, 0);
        }

        /// <summary>As many pairs of a key and a value must follow.</summary>
        public void WriteMapHeader(int count)
        {
            if (count < 16)
                Take(1)[0] = (byte)(0x80 | count);
            else
                WriteLength((ulong)count, 0, 0xDE, 0xDF, 0);
        }

        /// <summary>Each tag is that of the form with so many bits; 0 if the type has none.</summary>
        void WriteLength(ulong value, byte tag8, byte tag16, byte tag32, byte tag64)
        {
            if (value <= byte.MaxValue && tag8 != 0)
                Tag(tag8, 1)[0] = (byte)value;
            else if (value <= ushort.MaxValue)
                BinaryPrimitives.WriteUInt16BigEndian(Tag(tag16, 2), (ushort)value);
            else if (value <= uint.MaxValue)
                BinaryPrimitives.WriteUInt32BigEndian(Tag(tag32, 4), (uint)value);
            else
                BinaryPrimitives.WriteUInt64BigEndian(Tag(tag64, 8), value);
        }

        Span<byte> Tag(byte tag, int size)
        {
            Span<byte> bytes = Take(1 + size);
            bytes[0] = tag;
            return bytes.Slice(1);
        }

        Span<byte> Take(int size)
        {
            if (_buffer.Length - _length < size)
                Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_length + size)));
            _length += size;
            return new Span<byte>(_buffer, _length - size, size);
        }
    }
}
