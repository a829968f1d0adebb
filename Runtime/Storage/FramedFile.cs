using System;
using System.Buffers.Binary;

namespace Ojousama.Storage
{
    /// <summary>The bytes of a file that is read whole: three letters that tell its kind, a version, a CRC-32 of all else, then the body.</summary>
    internal static class FramedFile
    {
        const int HeadLength = 8;
        const int VersionAt = 3, ChecksumAt = 4;

        /// <param name="kind">Three ASCII letters.</param>
        /// <param name="version">Of the body; at least 1.</param>
        /// <param name="body">Copied.</param>
        public static byte[] Write(string kind, byte version, ReadOnlySpan<byte> body)
        {
            var bytes = new byte[HeadLength + body.Length];
            for (int i = 0; i < VersionAt; i++)
                bytes[i] = (byte)kind[i];
            bytes[VersionAt] = version;
            body.CopyTo(bytes.AsSpan(HeadLength));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Checksum(bytes));
            return bytes;
        }

        /// <param name="bytes">The whole file.</param>
        /// <param name="kind">As written.</param>
        /// <param name="newest">The highest version that the caller can read.</param>
        /// <param name="version">What the file says; 0 if it is of another kind.</param>
        /// <param name="body">Empty if there is a fault.</param>
        public static FrameFault Read(byte[] bytes, string kind, byte newest, out byte version, out ReadOnlyMemory<byte> body)
        {
            version = 0;
            body = default;
            if (bytes.Length < HeadLength || bytes[0] != kind[0] || bytes[1] != kind[1] || bytes[2] != kind[2])
                return FrameFault.Foreign;
            version = bytes[VersionAt];
            if (version == 0 || version > newest)
                return FrameFault.Version;
            uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(ChecksumAt));
            if (checksum != Checksum(bytes) && !(version == 1 && checksum == Crc32.Of(bytes.AsSpan(HeadLength)))) // which some kinds left the head out of, once
                return FrameFault.Damaged;
            body = bytes.AsMemory(HeadLength);
            return FrameFault.None;
        }

        static uint Checksum(byte[] bytes) => Crc32.Of(bytes.AsSpan(HeadLength), Crc32.Of(bytes.AsSpan(0, ChecksumAt)));
    }

    /// <summary>Why the body of a <see cref="FramedFile"/> is not to be read.</summary>
    internal enum FrameFault
    {
        None,

        /// <summary>It is another kind of file.</summary>
        Foreign,

        /// <summary>It has a version that is not known.</summary>
        Version,

        /// <summary>Its checksum is wrong.</summary>
        Damaged,
    }
}
