using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Studio.Tokens;

/// <summary>Counts a model's tokens without native code, by Microsoft.ML.Tokenizers. Thread-safe.</summary>
/// <remarks>Equal to llama.cpp's on the shipped models, but for a few texts in ten thousand where two joins have one rank: TokenCounterTests. Two things the library does otherwise are done here.</remarks>
sealed class TokenCounter
{
    readonly SentencePieceTokenizer _tokenizer;
    readonly IReadOnlyDictionary<string, int> _userDefined;
    readonly Regex? _userDefinedTexts;

    TokenCounter(SentencePieceTokenizer tokenizer, IReadOnlyDictionary<string, int> userDefined)
    {
        _tokenizer = tokenizer;
        _userDefined = userDefined;
        // The library's own search for them takes what comes first, not what is longest, and looks when spaces are already escaped.
        if (userDefined.Count > 0)
            _userDefinedTexts = new Regex(string.Join('|', userDefined.Keys.OrderByDescending(text => text.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant);
    }

    /// <param name="model">File name in the models folder, or a path, of a GGUF file with a SentencePiece vocabulary.</param>
    /// <exception cref="OjousamaException">The file is missing or unsound, or its vocabulary is of another kind.</exception>
    public static TokenCounter Of(string model)
    {
        byte[] vocabulary = SentencePieceFile.Of(GgufFile.Read(PackagePaths.FindModel(model), ModelCheck.Model), out IReadOnlyDictionary<string, int> userDefined);
        return new TokenCounter(SentencePieceTokenizer.Create(new MemoryStream(vocabulary), false, false), userDefined);
    }

    /// <summary>Tokens of a text, without those that begin and end a prompt.</summary>
    public int Count(string text) => Ids(text).Count;

    /// <summary>The tokens themselves.</summary>
    public IReadOnlyList<int> Ids(string text)
    {
        List<int> ids = [];
        int start = 0;
        for (Match? found = _userDefinedTexts?.Match(text); found is { Success: true }; found = found.NextMatch())
        {
            Append(text[start..found.Index], ids);
            ids.Add(_userDefined[found.Value]);
            start = found.Index + found.Length;
        }

        Append(text[start..], ids);
        return ids;
    }

    /// <summary>A run of letters that the vocabulary lacks is one unknown token, not one a letter.</summary>
    void Append(string text, List<int> ids)
    {
        if (text.Length == 0)
            return;
        foreach (int id in _tokenizer.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false))
        {
            if (id != _tokenizer.UnknownId || ids.Count == 0 || ids[^1] != id)
                ids.Add(id);
        }
    }
}
