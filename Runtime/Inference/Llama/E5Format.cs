using System.Collections.Generic;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama
{
    /// <summary>How models of the E5 family want their texts.</summary>
    internal static class E5Format
    {
        /// <summary>What they were trained with, BOS and EOS included.</summary>
        public const int MaxTokens = 512;

        /// <summary>Tokens of one text of a pair.</summary>
        const int LongestOfPair = 60;

        /// <summary>A text with the word that tells what it is to the search.</summary>
        public static string Mark(string text, TextKind kind) => (kind == TextKind.Passage || kind == TextKind.Reply ? "passage: " : "query: ") + text;

        /// <summary>Token ids of a text with its marks.</summary>
        public static List<int> Tokens(Vocabulary vocabulary, string text)
        {
            var tokens = new List<int> { vocabulary.Bos };
            vocabulary.Tokenize(text, tokens);
            End(tokens, vocabulary.Eos);
            return tokens;
        }

        /// <summary>Token ids of two texts that are read together, as RoBERTa's family pairs them. What a text is about stands at its beginning: the rest is cut off.</summary>
        public static List<int> Pair(Vocabulary vocabulary, string first, string second)
        {
            var tokens = new List<int> { vocabulary.Bos };
            Append(first);
            tokens.Add(vocabulary.Eos);
            Append(second);
            return tokens;

            void Append(string text)
            {
                int most = tokens.Count + LongestOfPair;
                vocabulary.Tokenize(text, tokens);
                if (tokens.Count > most)
                    tokens.RemoveRange(most, tokens.Count - most);
                tokens.Add(vocabulary.Eos);
            }
        }

        /// <summary>Ends a text of tokens. Attention goes both ways, so it cannot be split over batches: what is beyond the model's length is cut off.</summary>
        public static void End<T>(List<T> tokens, T eos)
        {
            if (tokens.Count > MaxTokens - 1)
                tokens.RemoveRange(MaxTokens - 1, tokens.Count - MaxTokens + 1);
            tokens.Add(eos);
        }
    }
}
