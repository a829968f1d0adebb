using System;
using System.Text;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>Joins the bytes of successive tokens into whole characters.</summary>
    internal sealed class Utf8Assembler
    {
        readonly byte[] _pending = new byte[4]; // the begin of one character
        int _count;

        /// <summary>The characters that this piece completes, "" if none. An incomplete one is held back; bytes that can never become one are dropped.</summary>
        public string Append(TokenPiece piece)
        {
            if (_count == 0 && piece.Text != null)
                return piece.Text;
            StringBuilder? text = null;
            foreach (byte b in piece.Bytes)
            {
                if ((b & 0xC0) != 0x80)
                    _count = 0; // a new character begins; what was pending can no longer be completed
                if (_count == 0 && Length(b) == 0)
                    continue;
                _pending[_count++] = b;
                if (_count < Length(_pending[0]))
                    continue;
                string character = Encoding.UTF8.GetString(_pending, 0, _count);
                _count = 0;
                if (character.IndexOf('\uFFFD') < 0)
                    (text ??= new StringBuilder()).Append(character);
            }

            return text?.ToString() ?? "";
        }

        /// <summary>Bytes of the character that begins with this one; 0 if none can (RFC 3629).</summary>
        static int Length(byte first) =>
            first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    }
}
