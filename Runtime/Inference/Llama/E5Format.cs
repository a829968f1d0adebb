using System.Collections.Generic;

namespace Ojousama.Inference.Llama
{
    /// <summary>How models of the E5 family want their texts.</summary>
    internal static class E5Format
    {
        /// <summary>What they were trained with, BOS and EOS included.</summary>
        public const int MaxTokens = 512;

        /// <summary>A text with the word that tells what it is to the search.</summary>
        public static string Mark(string text, TextKind kind) => (kind == TextKind.Passage || kind == TextKind.Reply ? "passage: " : "query: ") + text;

        /// <summary>Ends a text of tokens. Attention goes both ways, so it cannot be split over batches: what is beyond the model's length is cut off.</summary>
        public static void End<T>(List<T> tokens, T eos)
        {
            if (tokens.Count > MaxTokens - 1)
                tokens.RemoveRange(MaxTokens - 1, tokens.Count - MaxTokens + 1);
            tokens.Add(eos);
        }
    }
}
