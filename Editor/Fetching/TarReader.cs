using System;
using System.IO;
using System.Text;

namespace Ojousama.Fetching
{
    /// <summary>Goes through the files of a tar archive (POSIX ustar and pax), one after the other. .NET's own reader is not there in Unity.</summary>
    internal sealed class TarReader
    {
        const int BlockSize = 512;

        readonly Stream _archive;
        readonly byte[] _block = new byte[BlockSize];
        long _left; // bytes of the file that are not read yet; its last block is filled up

        /// <param name="archive">Unpacked, and read to its end; it stays open.</param>
        public TarReader(Stream archive) => _archive = archive;

        /// <summary>Path of the file within the archive, with forward slashes.</summary>
        public string Path { get; private set; } = "";

        /// <summary>Goes to the next file; folders and links are passed over.</summary>
        /// <returns>False at the end.</returns>
        /// <exception cref="InvalidDataException">This is no tar archive, or it was cut off.</exception>
        public bool MoveNext()
        {
            string? longPath = null;
            while (true)
            {
                CopyTo(Stream.Null);
                ReadBlock();
                if (Array.TrueForAll(_block, b => b == 0))
                    return false;
                CheckHeader();
                _left = Octal(124, 12);
                switch ((char)_block[156])
                {
                    case '0':
                    case '\0':
                        string prefix = Text(345, 155), name = Text(0, 100);
                        Path = longPath ?? (prefix.Length == 0 ? name : $"{prefix}/{name}");
                        return true;
                    case 'x':
                        longPath = PathOf(Content());
                        break;
                }
            }
        }

        /// <summary>Writes the file's content.</summary>
        public void CopyTo(Stream target)
        {
            while (_left > 0)
            {
                ReadBlock();
                int used = (int)Math.Min(_left, BlockSize);
                target.Write(_block, 0, used);
                _left -= used;
            }
        }

        string Content()
        {
            using var content = new MemoryStream();
            CopyTo(content);
            return Encoding.UTF8.GetString(content.ToArray());
        }

        /// <summary>Of records such as <c>28 path=a/long/name.so</c>, each with its own length before it.</summary>
        static string? PathOf(string records)
        {
            const string Key = " path=";
            int at = records.IndexOf(Key, StringComparison.Ordinal);
            return at < 0 ? null : records.Substring(at + Key.Length, records.IndexOf('\n', at) - at - Key.Length);
        }

        void ReadBlock()
        {
            for (int read = 0; read < BlockSize;)
            {
                int more = _archive.Read(_block, read, BlockSize - read);
                if (more == 0)
                    throw new InvalidDataException("The tar archive ends in the midst of a file");
                read += more;
            }
        }

        /// <summary>The sum of a header's bytes stands in it; in the sum its own field counts as blanks.</summary>
        void CheckHeader()
        {
            long sum = 8 * ' ';
            for (int i = 0; i < BlockSize; i++)
                sum += i < 148 || i >= 156 ? _block[i] : 0;
            if (sum != Octal(148, 8))
                throw new InvalidDataException("This is no tar archive");
        }

        long Octal(int offset, int length)
        {
            long value = 0;
            foreach (char digit in Text(offset, length).Trim())
            {
                if (digit < '0' || digit > '7')
                    throw new InvalidDataException("This is no tar archive");
                value = (value * 8) + (digit - '0');
            }

            return value;
        }

        string Text(int offset, int length)
        {
            int end = Array.IndexOf(_block, (byte)0, offset, length);
            return Encoding.UTF8.GetString(_block, offset, (end < 0 ? offset + length : end) - offset);
        }
    }
}
