using System;

namespace Ojousama.Storage
{
    /// <summary>The checksum of zip and PNG (CRC-32/ISO-HDLC: reflected polynomial 0xEDB88320).</summary>
    internal static class Crc32
    {
        static readonly uint[] Table = BuildTable();

        /// <param name="bytes">What is checked.</param>
        /// <param name="before">Checksum of the bytes before these; 0 if these are the first.</param>
        public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
        {
            uint crc = ~before;
            foreach (byte b in bytes)
                crc = Table[(byte)crc ^ b] ^ (crc >> 8);
            return ~crc;
        }

        static uint[] BuildTable()
        {
            var table = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint crc = i;
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
                table[i] = crc;
            }

            return table;
        }
    }
}
