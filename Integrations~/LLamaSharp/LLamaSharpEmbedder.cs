using LLama;
using LLama.Common;
using LLama.Native;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.LLamaSharp;

/// <summary>An embedding model of the E5 family, run by LLamaSharp on the CPU.</summary>
/// <remarks>Thread-safe; batches are embedded one after the other. Its <see cref="Id"/> is that of the file under any engine: their vectors agree to three digits.</remarks>
public sealed class LLamaSharpEmbedder : IEmbedder, IDisposable
{
    const int MaxTexts = 16; // of a batch
    const int Threads = 2;

    readonly LLamaWeights _weights;
    readonly LLamaContext _context;
    readonly LLamaBatch _batch = new();
    readonly EncoderBatches _batches;

    LLamaSharpEmbedder(LLamaWeights weights, LLamaContext context, string id)
    {
        _weights = weights;
        _context = context;
        _batches = new EncoderBatches(Free);
        Id = id;
    }

    /// <inheritdoc/>
    public int Dimensions => _weights.EmbeddingSize;

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>Loads a model off the calling thread.</summary>
    /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="OjousamaException">The file is missing, cut or no embedding model.</exception>
    public static Task<LLamaSharpEmbedder> LoadAsync(string path, CancellationToken cancellationToken = default) =>
        Task.Run(() => LoadCoreAsync(PackagePaths.FindModel(path), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
    {
        var vectors = new float[texts.Count][];
        await _batches.RunAsync(texts.Count, first => EmbedBatch(texts, first, kind, vectors), cancellationToken).ConfigureAwait(false);
        return vectors;
    }

    /// <summary>Waits for the batch that is being embedded, then frees the memory. May be called more than once.</summary>
    public void Dispose() => _batches.Dispose();

    static async Task<LLamaSharpEmbedder> LoadCoreAsync(string path, CancellationToken cancellationToken)
    {
        ModelCheck.Embedder(GgufFile.Read(path, ModelCheck.Model), E5Format.MaxTokens);
        NativeLibraries.Load();
        int threads = CpuTopology.Threads(Threads);
        var parameters = new ModelParams(path)
        {
            ContextSize = E5Format.MaxTokens,
            SeqMax = MaxTexts,
            BatchSize = E5Format.MaxTokens,
            UBatchSize = E5Format.MaxTokens,
            Threads = threads,
            BatchThreads = threads,
            GpuLayerCount = 0,
            Embeddings = true,
            PoolingType = LLamaPoolingType.Mean,
        };
        LLamaWeights weights = await NativeLibraries.TryAsync(
            () => LLamaWeights.LoadFromFileAsync(parameters, cancellationToken), $"LLamaSharp cannot load the model {path}").ConfigureAwait(false);
        return new LLamaSharpEmbedder(weights, NativeLibraries.Try(() => weights.CreateContext(parameters), "LLamaSharp cannot make a context"), LlamaEmbedder.IdOf(path));
    }

    /// <summary>Embeds texts from one on, as many as a batch takes, each as a sequence of its own.</summary>
    /// <returns>The index after the last text that was embedded.</returns>
    int EmbedBatch(IReadOnlyList<string> texts, int first, TextKind kind, float[][] vectors)
    {
        _batch.Clear();
        int next = first;
        while (next < texts.Count && next - first < MaxTexts)
        {
            List<LLamaToken> tokens = Tokens(texts[next], kind);
            if (next > first && _batch.TokenCount + tokens.Count > E5Format.MaxTokens)
                break;
            for (int i = 0; i < tokens.Count; i++)
                _batch.Add(tokens[i], i, (LLamaSeqId)(next - first), true);
            next++;
        }

        DecodeResult result = _context.NativeHandle.Decode(_batch);
        if (result != DecodeResult.Ok)
            throw new OjousamaException($"LLamaSharp could not embed a text ({result})", "Report it with the text");
        for (int i = first; i < next; i++)
        {
            vectors[i] = _context.NativeHandle.GetEmbeddingsSeq((LLamaSeqId)(i - first)).ToArray();
            VectorMath.Normalize(vectors[i]);
        }

        return next;
    }

    List<LLamaToken> Tokens(string text, TextKind kind)
    {
        SafeLlamaModelHandle.Vocabulary vocabulary = _weights.Vocab;
        List<LLamaToken> tokens = [vocabulary.BOS!.Value];
        PromptTokenizer.Append(_weights, E5Format.Mark(text, kind), special: false, tokens);
        E5Format.End(tokens, vocabulary.EOS!.Value);
        return tokens;
    }

    void Free()
    {
        _context.Dispose();
        _weights.Dispose();
    }
}
