using LLama;
using LLama.Common;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;
using Ojousama.LLamaSharp.Scheduling;

namespace Ojousama.LLamaSharp;

/// <summary>A language model run by LLamaSharp, for as many characters as want to talk.</summary>
/// <remarks>
/// Thread-safe. Talks share one context: their tokens are decoded in one batch, and each keeps its KV cells from turn to turn. Other than
/// with the package's own engine, no GPU is tried before it is used, talks that lose their cells are read anew, and weights are loaded once
/// a model.
/// </remarks>
public sealed class LLamaSharpDialogueModel : IDialogueModel, IDisposable
{
    internal const int BatchTokens = 512;

    readonly InferenceLoop _loop;
    readonly PromptTokenizer _tokenizer;
    readonly LLamaWeights _weights;
    int _disposed;

    LLamaSharpDialogueModel(LLamaWeights weights, LLamaContext context, GgufFile header, DialogueModelOptions options)
    {
        _weights = weights;
        _tokenizer = new PromptTokenizer(weights);
        _loop = new InferenceLoop(weights, context, _tokenizer, header, options);
        ContextTokens = options.ContextTokens;
    }

    /// <inheritdoc/>
    public int ContextTokens { get; }

    /// <summary>Loads a model off the calling thread.</summary>
    /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
    /// <param name="options">Null for the defaults. GPU memory is not watched: <see cref="DialogueModelOptions.Vram"/> and <see cref="DialogueModelOptions.SnapshotBytes"/> have no effect.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="OjousamaException">The file or the options are unfit, or memory is short.</exception>
    public static Task<LLamaSharpDialogueModel> LoadAsync(
        string path, DialogueModelOptions? options = null, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        DialogueModelOptions chosen = options ?? new DialogueModelOptions();
        chosen.Check();
        return Task.Run(() => LoadCoreAsync(PackagePaths.FindModel(path), chosen, progress, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public int CountTokens(IReadOnlyList<PromptSegment> prompt)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _tokenizer.Tokenize(prompt).Count;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default) =>
        new ReplyStream(_loop, request, cancellationToken);

    /// <summary>Ends all replies and frees the memory. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _loop.Dispose();
        _weights.Dispose();
    }

    static async Task<LLamaSharpDialogueModel> LoadCoreAsync(string path, DialogueModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        GgufFile header = GgufFile.Read(path, ModelCheck.Model); // its llama.cpp aborts over the same faults as ours
        ModelCheck.Speaker(header);
        NativeLibraries.Load();
        int threads = CpuTopology.Threads(options.Threads);
        var parameters = new ModelParams(path)
        {
            ContextSize = (uint)options.TotalTokens,
            SeqMax = (uint)options.MaxConversations,
            BatchSize = BatchTokens,
            UBatchSize = BatchTokens,
            Threads = threads,
            BatchThreads = threads,
            GpuLayerCount = options.GpuLayers < 0 ? 999 : options.GpuLayers,
            KVUnified = true,
            SwaFull = true, // a talk is cut where its reply was; a window's cells would be gone by then
        };
        LLamaWeights weights = await NativeLibraries.TryAsync(
            () => LLamaWeights.LoadFromFileAsync(parameters, cancellationToken, progress ?? new Progress<float>()), $"LLamaSharp cannot load the model {path}").ConfigureAwait(false);
        try
        {
            LLamaContext context = NativeLibraries.Try(() => weights.CreateContext(parameters), $"LLamaSharp cannot make a context of {options.TotalTokens} tokens");
            return new LLamaSharpDialogueModel(weights, context, header, options);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }
}
