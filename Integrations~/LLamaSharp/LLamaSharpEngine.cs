using Ojousama.Inference;
using Ojousama.Loading;

namespace Ojousama.LLamaSharp;

/// <summary>Runs models by LLamaSharp, its llama.cpp and its sampler chain, instead of by the package's own binding.</summary>
public sealed class LLamaSharpEngine : IInferenceEngine
{
    /// <summary>As <c>--engine</c> takes it.</summary>
    public const string EngineName = "llamasharp";

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public async Task<IDialogueModel> LoadModelAsync(string path, DialogueModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken) =>
        await LLamaSharpDialogueModel.LoadAsync(path, options, progress, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IEmbedder> LoadEmbedderAsync(string path, CancellationToken cancellationToken) =>
        await LLamaSharpEmbedder.LoadAsync(path, cancellationToken).ConfigureAwait(false);
}
