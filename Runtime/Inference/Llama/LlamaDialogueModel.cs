using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Inference.Llama.Scheduling;

namespace Ojousama.Inference.Llama
{
    /// <summary>A language model on this machine, run by llama.cpp, for as many characters as want to talk.</summary>
    /// <remarks>
    /// Thread-safe. Weights are shared with other models of the same file. Dispose it when the last conversation has ended: replies still
    /// under way end with an error; disposing waits for at most a part of a decode step.
    /// </remarks>
    public sealed class LlamaDialogueModel : IDialogueModel, IDisposable
    {
        readonly InferenceWorker _worker; // does not know this object, so that a forgotten one can be finalised
        readonly Vocabulary _vocabulary;
        int _disposed;

        LlamaDialogueModel(InferenceWorker worker, Vocabulary vocabulary, int contextTokens, string placement)
        {
            _worker = worker;
            _vocabulary = vocabulary;
            ContextTokens = contextTokens;
            Placement = placement;
        }

        /// <summary>Stops the worker of a model that nobody disposed; does not wait for it.</summary>
        ~LlamaDialogueModel() => _worker?.RequestStop();

        /// <inheritdoc/>
        public int ContextTokens { get; }

        /// <summary>Where it runs, with how many layers and how much GPU memory, and why not at each better place: one line of English for a log.</summary>
        public string Placement { get; }

        /// <summary>Loads a model off the calling thread.</summary>
        /// <param name="path">File name in the models folder, or a path, of a GGUF file.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <param name="progress">0 to 1, reported from a thread of the pool unless it is a <see cref="Progress{T}"/>.</param>
        /// <param name="cancellationToken">Ends the load within milliseconds.</param>
        /// <exception cref="OjousamaException">The file or the options are unfit, or memory is short.</exception>
        public static Task<LlamaDialogueModel> LoadAsync(
            string path, DialogueModelOptions? options = null, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
        {
            var chosen = options ?? new DialogueModelOptions();
            chosen.Check();
            return Task.Run(() => Load(PackagePaths.FindModel(path), chosen, progress, cancellationToken), cancellationToken);
        }

        /// <inheritdoc/>
        public int CountTokens(IReadOnlyList<PromptSegment> prompt)
        {
            ThrowIfDisposed();
            int count = _vocabulary.Tokenize(prompt).Count;
            GC.KeepAlive(this);
            return count;
        }

        /// <inheritdoc/>
        public IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default) =>
            new GenerationStream(_worker, this, request, Math.Max(0, Math.Min(request.MaxTokens, ContextTokens)) + 1, cancellationToken);

        /// <summary>Ends all replies and frees the memory. May be called more than once, from any thread.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
                return;
            _worker.RequestStop();
            _worker.Join();
            GC.SuppressFinalize(this);
        }

        static LlamaDialogueModel Load(string path, DialogueModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            using NativeWork.Piece work = NativeWork.Begin();
            LoadedModel loaded = new DevicePlacement(path, options).Load(progress, cancellationToken);
            try
            {
                var worker = new InferenceWorker(loaded.Model, loaded.Context, new AdaptiveDecoder(loaded.Context, adapts: loaded.Placement.Gpu == null, options.Log), options);
                return new LlamaDialogueModel(worker, loaded.Model.Vocabulary, options.ContextTokens, loaded.Summary);
            }
            catch
            {
                loaded.Dispose();
                throw;
            }
        }

        void ThrowIfDisposed()
        {
            if (_disposed != 0)
                throw new ObjectDisposedException(nameof(LlamaDialogueModel));
        }
    }
}
