using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Prompting;

namespace Ojousama.Studio.Training.Data;

/// <summary>Turns talks into tokens by play's own prompt writer and vocabulary. Holds a model's vocabulary, not its weights.</summary>
internal sealed unsafe class SampleTokenizer : IDisposable
{
    readonly LlamaLibrary _llama = LlamaLibrary.Load();
    readonly nint _model;
    readonly Vocabulary _vocabulary;
    readonly PromptWriter _writer;
    readonly int _maxTokens;

    /// <param name="model">Path of the model.</param>
    /// <param name="maxTokens">Longest sample; longer talks lose their last turns.</param>
    /// <param name="chatTemplate">As in a sheet.</param>
    /// <exception cref="OjousamaException">The file cannot be read, or llama.cpp would not bear it.</exception>
    public SampleTokenizer(string model, int maxTokens, string chatTemplate = "")
    {
        Format = ChatTemplate.Of(GgufFile.Read(model, ModelCheck.Model), chatTemplate);
        _writer = new PromptWriter(Format);
        _maxTokens = maxTokens;
        LlamaModelParams parameters = _llama.DefaultModelParams();
        parameters.VocabularyOnly = 1;
        LlamaLog.TakeError();
        fixed (byte* path = SharedLibrary.Utf8(model))
            _model = _llama.LoadModel(path, parameters);
        if (_model == 0)
            throw new OjousamaException($"llama.cpp cannot read the vocabulary of {model}{LlamaLog.TakeError()}", "Copy or download the model again");
        _vocabulary = new Vocabulary(_llama, _llama.GetVocabulary(_model));
    }

    /// <summary>How turns are marked.</summary>
    public ChatTemplate Format { get; }

    /// <summary>Every reply is learnt, and the token that ends it: a model that did not learn that token never stops.</summary>
    /// <returns>Null if not even the first turn fits.</returns>
    public TokenizedSample? Tokenize(TrainingSample sample)
    {
        var history = new List<Exchange>(sample.Turns.Count);
        List<int> tokens = [];
        List<int> targets = [];
        int end = _vocabulary.Control(Format.End);
        foreach (Exchange turn in sample.Turns)
        {
            // A reply is tokenised by itself, as play samples it; as part of a longer text its first token could be another.
            List<int> reply = [];
            _vocabulary.Tokenize(turn.Reply, reply);
            List<int> whole = _vocabulary.Tokenize(_writer.Write(sample.Instruction, history, turn.Facts, turn.PlayerLine, turn.Examples));
            int start = whole.Count;
            whole.AddRange(reply);
            whole.Add(end);
            if (whole.Count > _maxTokens)
                break;
            tokens = whole;
            targets.AddRange(Enumerable.Range(start, reply.Count + 1));
            history.Add(new Exchange(turn.PlayerLine, turn.Facts, turn.Reply, reply) { Examples = turn.Examples });
        }

        return targets.Count == 0 ? null : new TokenizedSample([.. tokens], [.. targets]);
    }

    public void Dispose() => _llama.FreeModel(_model);
}
