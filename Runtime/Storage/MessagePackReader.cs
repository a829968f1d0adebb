using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Ojousama.Storage
{
    /// <summary>Reads values in the MessagePack wire format, in any form that the specification allows for their type.</summary>
    /// <remarks>Bytes are not trusted: whatever they are, a read gives a value or throws <see cref="InvalidDataException"/>, and reserves no more memory than there are bytes.</remarks>
    internal ref struct MessagePackReader
    {
        static readonly UTF8Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

        readonly ReadOnlySpan<byte> _bytes;
        int _at;

        public MessagePackReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _at = 0;
        }

        /// <summary>Bytes read so far.</summary>
        public int Position => _at;

        public bool IsAtEnd => _at == _bytes.Length;

        /// <summary>Takes a nil if one comes next.</summary>
        public bool TryReadNil()
        {
            bool isNil = !IsAtEnd && _bytes[_at] == 0xC0;
            _at += isNil ? 1 : 0;
            return isNil;
        }

        public bool ReadBoolean()
        {
            byte tag = Next();
            if (tag != 0xC2 && tag != 0xC3)
                throw Unexpected("a truth value", tag);
            return tag == 0xC3;
        }

        public long ReadInt64()
        {
            byte tag = Next();
            if (tag < 0x80 || tag >= 0xE0)
                return (sbyte)tag;
            switch (tag)
            {
                case 0xCC: return Take(1)[0];
                case 0xCD: return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
                case 0xCE: return BinaryPrimitives.ReadUInt32BigEndian(Take(4));
                case 0xD0: return (sbyte)Take(1)[0];
                case 0xD1: return BinaryPrimitives.ReadInt16BigEndian(Take(2));
                case 0xD2: return BinaryPrimitives.ReadInt32BigEndian(Take(4));
                case 0xD3: return BinaryPrimitives.ReadInt64BigEndian(Take(8));
                case 0xCF:
                    ulong value = BinaryPrimitives.ReadUInt64BigEndian(Take(8));
                    return value <= long.MaxValue ? (long)value : throw new InvalidDataException($"The number at byte {_at - 8} is too large");
                default: throw Unexpected("a whole number", tag);
            }
        }

        /// <exception cref="InvalidDataException">Also if the number is out of range.</exception>
        public int ReadInt32()
        {
            int start = _at;
            long value = ReadInt64();
            return value == (int)value ? (int)value : throw new InvalidDataException($"The number at byte {start} is too large");
        }

        /// <summary>A floating-point number of either size, or a whole number.</summary>
        public double ReadDouble()
        {
            byte tag = Next();
            if (tag == 0xCB)
                return BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64BigEndian(Take(8)));
            if (tag == 0xCA)
                return BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32BigEndian(Take(4)));
            _at--;
            return ReadInt64();
        }

        public string ReadString()
        {
            byte tag = Next();
            int length = tag switch
            {
                >= 0xA0 and < 0xC0 => tag & 0x1F,
                0xD9 => Length(1),
                0xDA => Length(2),
                0xDB => Length(4),
                _ => throw Unexpected("a text", tag),
            };
            try
            {
                return Utf8.GetString(Take(length));
            }
            catch (DecoderFallbackException e)
            {
                throw new InvalidDataException($"The text that ends at byte {_at} is not valid UTF-8", e);
            }
        }

        /// <returns>A part of the bytes that are read, not a copy.</returns>
        public ReadOnlySpan<byte> ReadBinary()
        {
            byte tag = Next();
            return Take(tag switch
            {
                0xC4 => Length(1),
                0xC5 => Length(2),
                0xC6 => Length(4),
                _ => throw Unexpected("binary data", tag),
            });
        }

        /// <returns>How many values follow; never more than there are bytes left.</returns>
        public int ReadArrayHeader()
        {
            byte tag = Next();
            return Counted(tag switch
            {
                >= 0x90 and < 0xA0 => tag & 0xF,
                0xDC => Length(2),
                0xDD => Length(4),
                _ => throw Unexpected("a list", tag),
            });
        }

        /// <returns>How many pairs of a key and a value follow; never more than there are bytes left.</returns>
        public int ReadMapHeader()
        {
            byte tag = Next();
            return Counted(tag switch
            {
                >= 0x80 and < 0x90 => tag & 0xF,
                0xDE => Length(2),
                0xDF => Length(4),
                _ => throw Unexpected("a map", tag),
            });
        }

        /// <summary>Passes over one value of any type, with all that it holds.</summary>
        public void Skip()
        {
            for (long values = 1; values > 0; values--)
            {
                byte tag = Next();
                switch (tag)
                {
                    case < 0x80:
                    case >= 0xE0:
                    case 0xC0:
                    case 0xC2:
                    case 0xC3:
                        break;
                    case < 0x90: // small map
                        values += 2 * (tag & 0xF);
                        break;
                    case < 0xA0: // small list
                        values += tag & 0xF;
                        break;
                    case < 0xC0: // short text
                        Take(tag & 0x1F);
                        break;
                    case 0xC4:
                    case 0xD9:
                        Take(Length(1));
                        break;
                    case 0xC5:
                    case 0xDA:
                        Take(Length(2));
                        break;
                    case 0xC6:
                    case 0xDB:
                        Take(Length(4));
                        break;
                    case 0xC7: // extensions: a type byte before the data
                        Take(Length(1) + 1);
                        break;
                    case 0xC8:
                        Take(Length(2) + 1);
                        break;
                    case 0xC9:
                        Take(Length(4) + 1);
                        break;
                    case 0xCA:
                    case 0xCE:
                    case 0xD2:
                        Take(4);
                        break;
                    case 0xCB:
                    case 0xCF:
                    case 0xD3:
                        Take(8);
                        break;
                    case 0xCC:
                    case 0xD0:
                        Take(1);
                        break;
                    case 0xCD:
                    case 0xD1:
                        Take(2);
                        break;
                    case 0xD4: // extensions of fixed size
                    case 0xD5:
                    case 0xD6:
                    case 0xD7:
                    case 0xD8:
                        Take(1 + (1 << (tag - 0xD4)));
                        break;
                    case 0xDC:
                        values += Length(2);
                        break;
                    case 0xDD:
                        values += Length(4);
                        break;
                    case 0xDE:
                        values += 2L * Length(2);
                        break;
                    case 0xDF:
                        values += 2L * Length(4);
                        break;
                    default:
                        throw Unexpected("a value", tag);
                }
            }
        }

        byte Next() => Take(1)[0];

        int Length(int size)
        {
            uint length = 0;
            foreach (byte b in Take(size))
                length = (length << 8) | b;
            return length < int.MaxValue ? (int)length : throw new InvalidDataException($"The length at byte {_at - size} is too large");
        }

        int Counted(int count) => count <= _bytes.Length - _at
            ? count
            : throw new InvalidDataException($"{count} values are announced at byte {_at}, more than the data can hold");

        ReadOnlySpan<byte> Take(int size)
        {
            if (size > _bytes.Length - _at)
                throw new InvalidDataException($"The data end within a value at byte {_at}");
            _at += size;
            return _bytes.Slice(_at - size, size);
        }

        InvalidDataException Unexpected(string wanted, byte tag) => new InvalidDataException($"Byte {_at - 1} should begin {wanted}, but is 0x{tag:X2}");
    }
}
