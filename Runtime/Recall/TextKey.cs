using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ojousama.Inference;

namespace Ojousama.Recall
{
    /// <summary>Stands for a text: half of its SHA-256, so that no two texts share one.</summary>
    internal readonly struct TextKey : IEquatable<TextKey>
    {
        public const int Size = 16; // bytes

        readonly ulong _first, _second;

        public TextKey(ReadOnlySpan<byte> bytes)
        {
            _first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            _second = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(8));
        }

        /// <summary>Of what a model is given, to which all kinds are queries or passages.</summary>
        public static TextKey Of(string text, TextKind kind)
        {
            using var sha = SHA256.Create();
            return new TextKey(sha.ComputeHash(Encoding.UTF8.GetBytes((kind == TextKind.Passage || kind == TextKind.Reply ? "1" : "0") + text)));
        }

        public void Write(Span<byte> bytes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, _first);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice(8), _second);
        }

        public bool Equals(TextKey other) => _first == other._first && _second == other._second;

        public override bool Equals(object? obj) => obj is TextKey other && Equals(other);

        public override int GetHashCode() => _first.GetHashCode();
    }
}
