using System.Text;
using LLama;
using LLama.Native;
using Ojousama.Inference;

namespace Ojousama.LLamaSharp;

/// <summary>Turns prompts into tokens as the package's own engine does. Thread-safe.</summary>
sealed class PromptTokenizer(LLamaWeights weights)
{
    const int MaxPiece = 2048; // some of llama.cpp's regular expressions go down levels of the stack for every letter of a run

    /// <summary>BOS first where the vocabulary asks for it. Literal texts that touch are tokenised as one.</summary>
    /// <exception cref="OjousamaException">A control token or a sampled one is not of this vocabulary.</exception>
    public List<LLamaToken> Tokenize(IReadOnlyList<PromptSegment> prompt)
    {
        List<LLamaToken> tokens = [];
        if (weights.Vocab is { ShouldAddBOS: true, BOS: LLamaToken bos })
            tokens.Add(bos);
        var run = new StringBuilder();
        foreach (PromptSegment segment in prompt)
        {
            if (!segment.IsControl && segment.Tokens == null)
            {
                run.Append(segment.Text);
                continue;
            }

            Flush();
            if (segment.Tokens == null)
                tokens.Add(Single(segment.Text) ?? throw new OjousamaException($"The model's vocabulary has no control token {segment.Text}", "Give the conversation the model's own chat template"));
            else
                tokens.AddRange(segment.Tokens.Select(Sampled));
        }

        Flush();
        return tokens;

        void Flush()
        {
            Append(weights, run.ToString(), special: false, tokens);
            run.Clear();
        }
    }

    /// <summary>The one token that spells a text, or has it as its name; null if it takes several.</summary>
    public LLamaToken? Single(string text)
    {
        LLamaToken[] tokens = weights.Tokenize(text, false, true, Encoding.UTF8);
        return tokens.Length == 1 ? tokens[0] : null;
    }

    /// <exception cref="OjousamaException">The text takes several tokens.</exception>
    public int Choice(string text)
    {
        LLamaToken[] tokens = weights.Tokenize(text, false, false, Encoding.UTF8);
        return tokens.Length == 1
            ? (int)tokens[0]
            : throw new OjousamaException($"The choice '{text}' takes {tokens.Length} tokens", "Name choices that are one token of this model, such as digits");
    }

    /// <summary>Appends a text's tokens, without BOS and EOS.</summary>
    /// <param name="weights">Whose vocabulary.</param>
    /// <param name="text">Of any length.</param>
    /// <param name="special">Whether names of control tokens in it are read as such.</param>
    /// <param name="tokens">Grows.</param>
    public static void Append(LLamaWeights weights, string text, bool special, List<LLamaToken> tokens)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = Math.Min(text.Length, start + MaxPiece);
            if (end < text.Length)
            {
                int line = text.LastIndexOf('\n', end - 1, MaxPiece) + 1;
                end = line > 0 ? line : end - (char.IsHighSurrogate(text[end - 1]) ? 1 : 0);
            }

            tokens.AddRange(weights.Tokenize(text[start..end], false, special, Encoding.UTF8));
        }
    }

    LLamaToken Sampled(int token) => token >= 0 && token < weights.Vocab.Count
        ? token
        : throw new OjousamaException($"An earlier reply holds token {token}, but the vocabulary has {weights.Vocab.Count} tokens", "Drop a conversation's tokens and keep its text when its model changes");
}
