using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Ojousama.Storage;

namespace Ojousama.Saving
{
    /// <summary>The authored lines that the player has read in any game, so that they may be skipped.</summary>
    /// <remarks>A line whose text the author changes later counts as unread. Generated lines do not belong here.</remarks>
    public sealed class ReadLines
    {
        const ulong FnvOffset = 14695981039346656037, FnvPrime = 1099511628211; // FNV-1a, 64 bits

        const string Kind = "OJR";
        const byte Version = 2;

        readonly HashSet<ulong> _lines = new HashSet<ulong>();
        readonly string? _path;

        /// <summary>Kept in memory only.</summary>
        public ReadLines()
        {
        }

        /// <summary>Reads what earlier games left.</summary>
        /// <param name="path">The file; none is needed. One that is damaged counts as none, because nothing but skipping is lost.</param>
        /// <exception cref="OjousamaException">It is a file of another kind or of a newer version, which <see cref="Store"/> would replace, or it cannot be read.</exception>
        public ReadLines(string path)
        {
            _path = path;
            byte[] bytes = Bytes(path);
            switch (FramedFile.Read(bytes, Kind, Version, out byte version, out ReadOnlyMemory<byte> body))
            {
                case FrameFault.Foreign when bytes.Length > 0:
                    throw new OjousamaException($"The file {path} is no list of lines that were read", "Move it away; a new list is started then");
                case FrameFault.Version:
                    throw new OjousamaException($"The list of read lines {path} has format {version}; this game reads formats up to {Version}", "Update the game");
            }

            for (ReadOnlySpan<byte> rest = body.Span; rest.Length >= sizeof(ulong); rest = rest.Slice(sizeof(ulong)))
                _lines.Add(BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        /// <summary>How many lines were read.</summary>
        public int Count => _lines.Count;

        /// <summary>Whether this very line was read.</summary>
        /// <param name="id">The script's name for the line.</param>
        /// <param name="text">The line.</param>
        public bool Contains(string id, string text) => _lines.Contains(Hash(id, text));

        /// <summary>The line stood in the box to its end.</summary>
        public void Add(string id, string text) => _lines.Add(Hash(id, text));

        /// <summary>Writes the file anew, if there is one.</summary>
        /// <exception cref="OjousamaException">It cannot be written.</exception>
        public void Store()
        {
            if (_path == null)
                return;
            var body = new byte[sizeof(ulong) * _lines.Count];
            int at = 0;
            foreach (ulong line in _lines)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at), line);
                at += sizeof(ulong);
            }

            AtomicFile.Write(_path, FramedFile.Write(Kind, Version, body));
        }

        static byte[] Bytes(string path)
        {
            try
            {
                return File.Exists(path) ? File.ReadAllBytes(path) : Array.Empty<byte>();
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The list of read lines {path} cannot be read: {e.Message.TrimEnd('.')}", "Allow reading it", e);
            }
        }

        static ulong Hash(string id, string text)
        {
            ulong hash = FnvOffset;
            foreach (byte b in Encoding.UTF8.GetBytes(id + "\n" + text))
                hash = (hash ^ b) * FnvPrime;
            return hash;
        }
    }
}
