using System;
using System.IO;
using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Loading
{
    /// <summary>A model that an engine has loaded, for <see cref="SharedResources{TKey, T}"/>.</summary>
    internal sealed class EngineModel : IDisposable
    {
        public EngineModel(IDialogueModel model, string path, string engine)
        {
            Model = model;
            Placement = model is LlamaDialogueModel llama ? llama.Placement : $"{Path.GetFileName(path)} runs on the engine {engine}.";
        }

        public IDialogueModel Model { get; }

        /// <summary>Where it runs: one line of English for a log.</summary>
        public string Placement { get; }

        public void Dispose() => (Model as IDisposable)?.Dispose();
    }
}
