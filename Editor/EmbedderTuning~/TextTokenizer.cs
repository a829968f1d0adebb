using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Studio.Embedding;

namespace Ojousama.EmbedderTuning;

/// <summary>Token ids of the texts of pairs, as the runtime makes them, but cut off early: what a long text is about stands at its beginning.</summary>
sealed class TextTokenizer(Vocabulary vocabulary, DialoguePairs pairs)
{
    const int MaxTokens = 64;

    readonly Dictionary<int, int[]> _known = [];

    public int[] Tokens(int text)
    {
        if (!_known.TryGetValue(text, out int[]? tokens))
            _known[text] = tokens = Tokens(E5Format.Mark(pairs.Spelled(text), pairs.Texts[text].Kind));
        return tokens;
    }

    int[] Tokens(string text)
    {
        var tokens = new List<int> { vocabulary.Bos };
        vocabulary.Tokenize(text, tokens);
        return [.. tokens.Take(MaxTokens - 1), vocabulary.Eos];
    }
}
