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
    const int MaxTokens = 512; // what E5 was trained with, BOS and EOS included
    const int MaxTexts = 16; // of a batch
    const int Threads = 2;

    readonly LLamaWeights _weights;
    readonly LLamaContext _context;
    readonly LLamaBatch _batch = new();
    readonly SemaphoreSlim _turn = new(1, 1);
    bool _isDisposed; // guarded by _turn

    LLamaSharpEmbedder(LLamaWeights weights, LLamaContext context, string id)
    {
        _weights = weights;
        _context = context;
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
        for (int done = 0; done < texts.Count;)
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                int first = done;
                done = await Task.Run(() => EmbedBatch(texts, first, kind, vectors), CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }

        return vectors;
    }

    /// <summary>Waits for the batch that is being embedded, then frees the memory. May be called more than once.</summary>
    public void Dispose()
    {
        _turn.Wait();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _context.Dispose();
            _weights.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    static async Task<LLamaSharpEmbedder> LoadCoreAsync(string path, CancellationToken cancellationToken)
    {
        ModelCheck.Embedder(GgufFile.Read(path, ModelCheck.Model), MaxTokens);
        NativeLibraries.Load();
        int threads = CpuTopology.Threads(Threads);
        var parameters = new ModelParams(path)
        {
            ContextSize = MaxTokens,
            SeqMax = MaxTexts,
            BatchSize = MaxTokens,
            UBatchSize = MaxTokens,
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
            if (next > first && _batch.TokenCount + tokens.Count > MaxTokens)
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

    /// <summary>Attention goes both ways, so a text cannot be split over batches; what is beyond the model's length is cut off.</summary>
    List<LLamaToken> Tokens(string text, TextKind kind)
    {
        SafeLlamaModelHandle.Vocabulary vocabulary = _weights.Vocab;
        List<LLamaToken> tokens = [vocabulary.BOS!.Value];
        PromptTokenizer.Append(_weights, (kind == TextKind.Passage || kind == TextKind.Reply ? "passage: " : "query: ") + text, special: false, tokens);
        if (tokens.Count > MaxTokens - 1)
            tokens.RemoveRange(MaxTokens - 1, tokens.Count - MaxTokens + 1);
        tokens.Add(vocabulary.EOS!.Value);
        return tokens;
    }
}
