using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Remote;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Maps;
using Ojousama.Recall.Stock;

namespace Ojousama.Loading
{
    /// <summary>A character who is ready to talk: the model that speaks, her adapter, and the facts she knows.</summary>
    /// <remarks>
    /// Thread-safe. Characters whose sheets name the same models share them, so a second one costs only her facts.
    /// Dispose it when her conversations have ended; the last one to go frees the models.
    /// </remarks>
    public sealed class LoadedCharacter : IDisposable
    {
        static readonly SharedResources<(string Engine, string File), EmbeddingCache> s_embedders = new();
        static readonly SharedResources<string, LlamaReranker> s_rerankers = new();

        readonly SpeakingModel _model;
        readonly Stack<IDisposable> _rented;
        readonly RecallAids _aids;

        LoadedCharacter(
            CharacterSheet sheet, SpeakingModel model, Stack<IDisposable> rented, IEmbedder mapped, FactIndex facts, LineIndex lines, RecallAids aids)
        {
            _aids = aids;
            Sheet = sheet;
            Facts = facts;
            Lines = lines;
            Embedder = mapped;
            _model = model;
            _rented = rented;
        }

        /// <summary>Who it is.</summary>
        public CharacterSheet Sheet { get; }

        /// <summary>Speaks for her, and for others.</summary>
        public IDialogueModel Model => _model.Model;

        /// <summary>Where the model runs; see <see cref="LlamaDialogueModel.Placement"/> and <see cref="RemoteDialogueModel.Placement"/>.</summary>
        public string Placement => _model.Placement;

        /// <summary>What she knows of herself and of others.</summary>
        public FactIndex Facts { get; }

        /// <summary>What she answered before: her sheet's lines and those of its line file.</summary>
        public LineIndex Lines { get; }

        /// <summary>Embedded her facts; for a <see cref="Recall.Memory.CharacterMemory"/> beside them.</summary>
        public IEmbedder Embedder { get; }

        /// <summary>Reads what was found by vectors; null if none lies beside the embedder.</summary>
        internal IReranker? Reranker => _aids.Reranker;

        /// <summary>Loads what a sheet names, off the calling thread. A second or two with the default weights.</summary>
        /// <param name="sheet">Not changed; it must not change while she is loaded.</param>
        /// <param name="gpuLayers">Most layers to keep on a GPU; -1 for as many as fit, 0 for none.</param>
        /// <param name="vram">GPU memory that the model may take.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="others">Sheets of the others in the story: what they let her know (<see cref="Fact.knownBy"/>) she tells too. May hold her own; null for none.</param>
        /// <param name="log">Told in one line each what the model changes while it runs, on its own thread; of agents that share a model, the first one's. Null for silence.</param>
        /// <param name="cancellationToken">Ends the wait, and the load if nobody else waits for it.</param>
        /// <exception cref="OjousamaException">A file or a server is missing or unfit, or memory is short.</exception>
        public static async Task<LoadedCharacter> LoadAsync(
            CharacterSheet sheet,
            int gpuLayers = -1,
            VramBudget vram = default,
            IProgress<float>? progress = null,
            IReadOnlyList<CharacterSheet>? others = null,
            Action<string>? log = null,
            CancellationToken cancellationToken = default)
        {
            ModelSettings settings = sheet.model;
            IInferenceEngine engine = InferenceEngines.Current;
            string embedderPath = PackagePaths.FindModel(settings.embedder);
            string? linePath = settings.lines.Length == 0 ? null : PackagePaths.FindModel(settings.lines);
            string? stockPath = settings.stock.Length == 0 ? null : PackagePaths.FindModel(settings.stock);
            var rented = new Stack<IDisposable>();
            try
            {
                SpeakingModel model = await SpeakingModel.RentAsync(settings, gpuLayers, vram, progress.Part(0f, 0.5f), log, cancellationToken).ConfigureAwait(false);
                rented.Push(model);
                var embedder = await s_embedders.RentAsync(
                    (engine.Name, embedderPath), ended => LoadEmbedderAsync(engine, embedderPath, ended), cancellationToken).ConfigureAwait(false);
                rented.Push(embedder);
                LlamaReranker? reranker = null;
                string rerankerPath = LlamaReranker.PathBeside(embedderPath);
                if (File.Exists(rerankerPath) && engine.Name == InferenceEngines.Default) // two builds of llama.cpp in one process would share their names
                {
                    var lease = await s_rerankers.RentAsync(rerankerPath, ended => LlamaReranker.LoadAsync(rerankerPath, ended), cancellationToken).ConfigureAwait(false);
                    rented.Push(lease);
                    reranker = lease.Value;
                }

                IEmbedder mapped = MappedEmbedder.Over(embedder.Value, embedderPath);
                FactIndex facts = await FactIndex.BuildAsync(
                    sheet, others ?? Array.Empty<CharacterSheet>(), mapped, progress.Part(0.5f, 1f), cancellationToken).ConfigureAwait(false);
                LineIndex lines = await LineIndex.BuildAsync(sheet.sampleLines, linePath, mapped, cancellationToken).ConfigureAwait(false);
                embedder.Value.Save();
                if (embedder.Value.Problem is string problem)
                    log?.Invoke(problem);
                var aids = new RecallAids(AnswerDecisionFile.OrUsual(embedderPath, mapped.Id, reranker), reranker, stockPath == null ? null : StockFile.Read(stockPath));
                progress?.Report(1f);
                return new LoadedCharacter(sheet, model, rented, mapped, facts, lines, aids);
            }
            catch
            {
                Return(rented);
                throw;
            }
        }

        static async Task<EmbeddingCache> LoadEmbedderAsync(IInferenceEngine engine, string path, CancellationToken cancellationToken)
        {
            IEmbedder embedder = await engine.LoadEmbedderAsync(path, cancellationToken).ConfigureAwait(false);
            return new EmbeddingCache(embedder, Path.Combine(PackagePaths.CacheFolder, embedder.Id + ".embeddings"), brought: EmbeddingCache.PathBeside(path));
        }

        /// <summary>Begins a conversation with an empty history.</summary>
        /// <param name="options">Null for the defaults.</param>
        public Conversation StartConversation(ConversationOptions? options = null) => new Conversation(Sheet, Model, Facts, _model.Adapter, options, _model.Format, Lines, _model.ExampleCount, _aids);

        /// <summary>Lets go of the models. Replies still under way end with an error if nobody else uses them.</summary>
        public void Dispose() => Return(_rented);

        static void Return(Stack<IDisposable> rented)
        {
            while (rented.TryPop(out IDisposable? one))
                one.Dispose();
        }
    }
}
