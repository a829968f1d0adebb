using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>Checks a model's tokens, some of whose faults would show only when a player types the wrong letter.</summary>
    /// <remarks>After llama_vocab::impl::load and the tokenisers behind it; an exception that leaves llama_tokenize ends the process.</remarks>
    internal static class VocabularyCheck
    {
        const int MaxTokenBytes = 512; // the tokenisers go down a level of the stack for every byte
        const int MaxTokens = 1 << 22;
        const string Prefix = "tokenizer.ggml.";

        /// <param name="file">Its header.</param>
        /// <param name="stream">Its bytes.</param>
        /// <param name="isEmbedder">Whether it embeds texts instead of speaking.</param>
        /// <returns>How many tokens there are.</returns>
        public static int Check(GgufFile file, Stream stream, bool isEmbedder)
        {
            var p = new HyperParameters(file, Prefix);
            string kind = isEmbedder ? p.Choice("model", "t5") : p.Choice("model", "llama", "gpt2", "gemma4");
            if (!file.Values.ContainsKey(Prefix + "model"))
                throw ModelCheck.Unsound(file, "it does not say how its tokens are made");
            if (!file.Values.TryGetValue(Prefix + "tokens", out GgufValue tokens) || tokens.Element != GgufType.String || tokens.Number < 1 || tokens.Number > MaxTokens)
                throw ModelCheck.Unsound(file, "it holds no list of tokens, or an endless one");
            int count = (int)tokens.Number;
            List(file, "scores", count, GgufType.Float32, GgufType.Int32);
            List(file, "token_type", count, GgufType.Int32);
            if (file.Text(Prefix + "pre") == "whitespace")
                throw ModelCheck.Unsound(file, "its tokens are words between spaces, of which llama.cpp bears no two in a row");
            if (IsBegun(file))
                p.Count("bos_token_id", 0, count - 1);
            else
                p.Count("bos_token_id", 0, count - 1, 0);
            p.Count("eos_token_id", 0, count - 1);
            if (isEmbedder)
                p.Count("unknown_token_id", 0, count - 1);

            Texts(file, stream, needsBytes: kind == "llama" || kind == "gemma4");
            if (isEmbedder && file.Values.TryGetValue(Prefix + "precompiled_charsmap", out GgufValue charsmap))
            {
                if (charsmap.Element != GgufType.Int8 && charsmap.Element != GgufType.UInt8)
                    throw ModelCheck.Unsound(file, $"its '{Prefix}precompiled_charsmap' is no list of bytes");
                CharsmapCheck.Check(file, file.Numbers(Prefix + "precompiled_charsmap", stream));
            }

            return count;
        }

        /// <summary>Whether texts may have to begin with a token of their own; Qwen's do not, and name none.</summary>
        static bool IsBegun(GgufFile file) => !file.Values.TryGetValue(Prefix + "add_bos_token", out GgufValue adds) || adds.Type != GgufType.Bool || adds.Number != 0;

        static void List(GgufFile file, string name, int count, params GgufType[] elements)
        {
            if (file.Values.TryGetValue(Prefix + name, out GgufValue value)
                && !(value.Type == GgufType.Array && value.Number == count && Array.IndexOf(elements, value.Element) >= 0))
                throw ModelCheck.Unsound(file, $"its '{Prefix}{name}' is no list of one number for each of the {count} tokens");
        }

        /// <summary>Every token once, and where texts may fall back to bytes, a token for each byte.</summary>
        static void Texts(GgufFile file, Stream stream, bool needsBytes)
        {
            var seen = new HashSet<ulong>();
            int bytes = 0, i = 0;
            foreach (byte[] token in file.Texts(Prefix + "tokens", stream))
            {
                if (token.Length > MaxTokenBytes)
                    throw ModelCheck.Unsound(file, $"its token {i} has {token.Length} bytes, where at most {MaxTokenBytes} are borne");
                byte[] text = token.Length == 0 ? Encoding.ASCII.GetBytes($"[EMPTY_{i}]") : token; // what llama.cpp calls it
                if (!seen.Add(Hash(text)))
                    throw ModelCheck.Unsound(file, $"its token {i}, '{Encoding.UTF8.GetString(text)}', stands twice");
                if (IsByte(text))
                    bytes++;
                i++;
            }

            if (needsBytes && bytes < 256)
                throw ModelCheck.Unsound(file, $"it has tokens for {bytes} of the 256 bytes, so that not every text can be read");
        }

        /// <summary>Whether it is <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</summary>
        static bool IsByte(byte[] text) =>
            text.Length == 6 && text[0] == '<' && text[1] == '0' && text[2] == 'x' && IsHex(text[3]) && IsHex(text[4]) && text[5] == '>';

        static bool IsHex(byte digit) => (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F');

        /// <summary>FNV-1a, 64 bits: two different tokens of one file do not meet by chance.</summary>
        static ulong Hash(byte[] text)
        {
            ulong hash = 14695981039346656037;
            foreach (byte b in text)
                hash = (hash ^ b) * 1099511628211;
            return hash;
        }
    }
}
