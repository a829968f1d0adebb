using Microsoft.ML.Tokenizers;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Studio.Tokens;

/// <summary>Counts a model's tokens without native code, by Microsoft.ML.Tokenizers. Thread-safe.</summary>
/// <remarks>Equal to llama.cpp's count on the shipped models: TokenCounterTests.</remarks>
sealed class TokenCounter
{
    readonly SentencePieceTokenizer _tokenizer;

    TokenCounter(SentencePieceTokenizer tokenizer) => _tokenizer = tokenizer;

    /// <param name="model">File name in the models folder, or a path, of a GGUF file with a SentencePiece vocabulary.</param>
    /// <exception cref="OjousamaException">The file is missing or unsound, or its vocabulary is of another kind.</exception>
    public static TokenCounter Of(string model)
    {
        byte[] vocabulary = SentencePieceFile.Of(GgufFile.Read(PackagePaths.FindModel(model), ModelCheck.Model), out IReadOnlyDictionary<string, int> userDefined);
        return new TokenCounter(SentencePieceTokenizer.Create(new MemoryStream(vocabulary), false, false, userDefined));
    }

    /// <summary>Tokens of a text, without those that begin and end a prompt.</summary>
    public int Count(string text) => Ids(text).Count;

    /// <summary>The tokens themselves.</summary>
    public IReadOnlyList<int> Ids(string text) => text.Length == 0 ? [] : _tokenizer.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false);
}
