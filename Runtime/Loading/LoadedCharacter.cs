using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Loading
{
    /// <summary>A character who is ready to talk: the model that speaks, her adapter, and the facts she knows.</summary>
    /// <remarks>
    /// Thread-safe. Characters whose sheets name the same models share them, so a second one costs only her facts.
    /// Dispose it when her conversations have ended; the last one to go frees the models.
    /// </remarks>
    public sealed class LoadedCharacter : IDisposable
    {
        static readonly SharedResources<(string File, int Context, int Threads, int GpuLayers, VramBudget Vram), LlamaDialogueModel> s_models = new();
        static readonly SharedResources<string, EmbeddingCache> s_embedders = new();

        readonly IDisposable _model, _embedder;
        readonly string? _adapter;
        readonly ChatTemplate _format;

        LoadedCharacter(
            CharacterSheet sheet,
            SharedResources<(string, int, int, int, VramBudget), LlamaDialogueModel>.Lease model,
            SharedResources<string, EmbeddingCache>.Lease embedder,
            FactIndex facts,
            LineIndex lines,
            string? adapter,
            ChatTemplate format)
        {
            Sheet = sheet;
            Model = model.Value;
            Placement = model.Value.Placement;
            Facts = facts;
            Lines = lines;
            Embedder = embedder.Value;
            _model = model;
            _embedder = embedder;
            _adapter = adapter;
            _format = format;
        }

        /// <summary>Who it is.</summary>
        public CharacterSheet Sheet { get; }

        /// <summary>Speaks for her, and for others.</summary>
        public IDialogueModel Model { get; }

        /// <summary>Where the model runs; see <see cref="LlamaDialogueModel.Placement"/>.</summary>
        public string Placement { get; }

        /// <summary>What she knows of herself and of others.</summary>
        public FactIndex Facts { get; }

        /// <summary>What she answered before: her sheet's lines and those of its line file.</summary>
        public LineIndex Lines { get; }

        /// <summary>Embedded her facts; for a <see cref="Recall.Memory.CharacterMemory"/> beside them.</summary>
        public IEmbedder Embedder { get; }

        /// <summary>Loads what a sheet names, off the calling thread. A second or two with the default weights.</summary>
        /// <param name="sheet">Not changed; it must not change while she is loaded.</param>
        /// <param name="gpuLayers">Most layers to keep on a GPU; -1 for as many as fit, 0 for none.</param>
        /// <param name="vram">GPU memory that the model may take.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="others">Sheets of the others in the story: what they let her know (<see cref="Fact.knownBy"/>) she tells too. May hold her own; null for none.</param>
        /// <param name="log">Told in one line each what the model changes while it runs, on its own thread; of agents that share a model, the first one's. Null for silence.</param>
        /// <param name="cancellationToken">Ends the wait. What nobody else waits for is freed as soon as it is loaded.</param>
        /// <exception cref="OjousamaException">A file is missing or unfit, or memory is short.</exception>
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
            string? adapter = settings.adapter.Length == 0 ? null : PackagePaths.FindModel(settings.adapter);
            string modelPath = PackagePaths.FindModel(settings.file);
            string embedderPath = PackagePaths.FindModel(settings.embedder);
            string? linePath = settings.lines.Length == 0 ? null : PackagePaths.FindModel(settings.lines);
            // Now, rather than at her first line: it would fail each of them.
            ChatTemplate format = await Task.Run(() => CheckTogether(modelPath, adapter, settings.turnFormat), cancellationToken).ConfigureAwait(false);

            var options = new DialogueModelOptions
            {
                ContextTokens = settings.contextTokens,
                Threads = settings.threads,
                GpuLayers = gpuLayers,
                Vram = vram,
                Log = log,
            };
            var model = await s_models.RentAsync(
                (modelPath, settings.contextTokens, settings.threads, gpuLayers, vram),
                () => LlamaDialogueModel.LoadAsync(modelPath, options, progress.Part(0f, 0.5f)),
                cancellationToken).ConfigureAwait(false);
            try
            {
                var embedder = await s_embedders.RentAsync(
                    embedderPath, () => LoadEmbedderAsync(embedderPath), cancellationToken).ConfigureAwait(false);
                try
                {
                    FactIndex facts = await FactIndex.BuildAsync(
                        sheet, others ?? Array.Empty<CharacterSheet>(), embedder.Value, progress.Part(0.5f, 1f), cancellationToken).ConfigureAwait(false);
                    LineIndex lines = await LineIndex.BuildAsync(sheet.sampleLines, linePath, embedder.Value, cancellationToken).ConfigureAwait(false);
                    embedder.Value.Save();
                    progress?.Report(1f);
                    return new LoadedCharacter(sheet, model, embedder, facts, lines, adapter, format);
                }
                catch
                {
                    embedder.Dispose();
                    throw;
                }
            }
            catch
            {
                model.Dispose();
                throw;
            }
        }

        static async Task<EmbeddingCache> LoadEmbedderAsync(string path)
        {
            LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(path).ConfigureAwait(false);
            return new EmbeddingCache(embedder, Path.Combine(PackagePaths.CacheFolder, embedder.Id + ".embeddings"));
        }

        /// <summary>How the model marks turns, and whether the adapter is sound and for it.</summary>
        static ChatTemplate CheckTogether(string model, string? adapter, string chatTemplate)
        {
            GgufFile header = GgufFile.Read(model);
            ChatTemplate format = ChatTemplate.Of(header, chatTemplate);
            if (adapter != null)
            {
                GgufFile lora = GgufFile.Read(adapter);
                ModelCheck.Adapter(lora, header);
                AdapterValues.Check(lora);
            }

            return format;
        }

        /// <summary>Begins a conversation with an empty history.</summary>
        /// <param name="options">Null for the defaults.</param>
        public Conversation StartConversation(ConversationOptions? options = null) => new Conversation(Sheet, Model, Facts, _adapter, options, _format, Lines);

        /// <summary>Lets go of the models. Replies still under way end with an error if nobody else uses them.</summary>
        public void Dispose()
        {
            _embedder.Dispose();
            _model.Dispose();
        }
    }
}
