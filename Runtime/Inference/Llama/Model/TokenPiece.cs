using System;
using System.Text;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>What one token spells. Immutable and shared, so that streaming a token allocates nothing.</summary>
    internal sealed class TokenPiece
    {
        static readonly Encoding s_strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

        public TokenPiece(byte[] bytes, bool endsReply)
        {
            Bytes = bytes;
            EndsReply = endsReply;
            try
            {
                Text = s_strict.GetString(bytes);
            }
            catch (ArgumentException)
            {
                // A part of a character: Utf8Assembler joins it with its neighbours.
            }
        }

        public byte[] Bytes { get; }

        /// <summary>The bytes as text, or null if they do not make whole characters by themselves.</summary>
        public string? Text { get; }

        /// <summary>Whether the model ends its turn with it.</summary>
        public bool EndsReply { get; }
    }
}
