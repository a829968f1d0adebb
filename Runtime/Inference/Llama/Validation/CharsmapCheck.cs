using System;
using System.Collections.Generic;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>Checks SentencePiece's table of replacements (full-width letters become plain ones, and so on): no text may lead out of it.</summary>
    /// <remarks>
    /// The table is a compact double array, XOR-compressed, behind its length in bytes, and before the replacements, which end in zeros.
    /// An entry holds in bits 10 and up (times 256 if bit 9 is set) where its children begin, in bit 8 whether a replacement ends there,
    /// and in bits 0 to 7 the byte that leads to it. llm_tokenizer_ugm walks it without asking whether it is sound.
    /// </remarks>
    internal static class CharsmapCheck
    {
        /// <param name="file">Its header.</param>
        /// <param name="bytes">The table.</param>
        public static void Check(GgufFile file, byte[] bytes)
        {
            long size = bytes.Length < 4 ? bytes.Length : BitConverter.ToUInt32(bytes, 0);
            if (size + 4 >= bytes.Length || size % 4 != 0 || bytes[bytes.Length - 1] != 0)
                throw Unsound(file);
            var entries = new uint[size / 4];
            Buffer.BlockCopy(bytes, 4, entries, 0, (int)size);
            if (entries.Length > 0)
                Walk(file, entries, replacements: bytes.Length - 4 - (int)size);
        }

        static void Walk(GgufFile file, uint[] entries, int replacements)
        {
            var seen = new HashSet<uint>(); // where children begin
            var left = new Stack<uint>();
            Visit(Children(entries[0]));
            while (left.Count > 0)
            {
                uint begin = left.Pop();
                for (uint letter = 1; letter < 256; letter++)
                {
                    uint at = begin ^ letter;
                    uint entry = entries[at];
                    if ((entry & 0x800000FF) != letter)
                        continue;
                    uint next = at ^ Children(entry);
                    Visit(next);
                    if ((entry >> 8 & 1) != 0 && (entries[next] & 0x7FFFFFFF) >= replacements)
                        throw Unsound(file);
                }
            }

            void Visit(uint begin)
            {
                if ((begin | 255) >= entries.Length) // whatever comes next is looked up among these 256
                    throw Unsound(file);
                if (seen.Add(begin))
                    left.Push(begin);
            }
        }

        static uint Children(uint entry) => entry >> 10 << (int)((entry & 1 << 9) >> 6);

        static OjousamaException Unsound(GgufFile file) => ModelCheck.Unsound(file, "its table of replaced letters leads nowhere");
    }
}
