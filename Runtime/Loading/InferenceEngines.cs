using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Loading
{
    /// <summary>The engines that a program has. A game needs none of this: its characters load by the package's own.</summary>
    public static class InferenceEngines
    {
        /// <summary>Name of the package's own binding of llama.cpp.</summary>
        public const string Default = "llama.cpp";

        static readonly Dictionary<string, Func<IInferenceEngine>> s_known = new Dictionary<string, Func<IInferenceEngine>> { [Default] = () => new LlamaEngine() };

        /// <summary>What characters load by from now on.</summary>
        /// <value>The package's own, unless set.</value>
        public static IInferenceEngine Current { get; set; } = new LlamaEngine();

        /// <summary>Makes an engine known by its name.</summary>
        public static void Register(string name, Func<IInferenceEngine> create)
        {
            lock (s_known)
                s_known[name] = create;
        }

        /// <summary>Makes characters load by the engine of a name, as a command line gives it.</summary>
        /// <exception cref="OjousamaException">The program has no such engine; the message tells which it has.</exception>
        public static void Use(string name)
        {
            lock (s_known)
            {
                Current = s_known.TryGetValue(name, out Func<IInferenceEngine>? create)
                    ? create()
                    : throw new OjousamaException(
                        $"This program has no engine “{name}”; it has {string.Join(", ", s_known.Keys)}",
                        "Choose one of them, or build the program with -p:OjousamaLlamaSharp=true, which adds llamasharp");
            }
        }

        sealed class LlamaEngine : IInferenceEngine
        {
            public string Name => Default;

            public async Task<IDialogueModel> LoadModelAsync(string path, DialogueModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken) =>
                await LlamaDialogueModel.LoadAsync(path, options, progress, cancellationToken).ConfigureAwait(false);

            public async Task<IEmbedder> LoadEmbedderAsync(string path, CancellationToken cancellationToken) =>
                await LlamaEmbedder.LoadAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }
}
