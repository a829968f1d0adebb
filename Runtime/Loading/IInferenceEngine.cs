using System;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Loading
{
    /// <summary>Loads model files. What it loads is disposed with the last character that uses it, if it is <see cref="IDisposable"/>.</summary>
    public interface IInferenceEngine
    {
        /// <summary>As command lines take it, e.g. <c>llama.cpp</c>.</summary>
        string Name { get; }

        /// <summary>Loads a model that speaks, off the calling thread.</summary>
        /// <param name="path">Full path of a GGUF file.</param>
        /// <param name="options">How much of the machine it may use.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is unfit, or memory is short.</exception>
        Task<IDialogueModel> LoadModelAsync(string path, DialogueModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken);

        /// <summary>Loads a model that embeds, off the calling thread.</summary>
        /// <param name="path">Full path of a GGUF file.</param>
        /// <param name="cancellationToken">Ends the load.</param>
        /// <exception cref="OjousamaException">The file is unfit, or memory is short.</exception>
        Task<IEmbedder> LoadEmbedderAsync(string path, CancellationToken cancellationToken);
    }
}
