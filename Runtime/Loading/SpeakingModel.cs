using System;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Inference.Remote;
using Ojousama.Prompting;

namespace Ojousama.Loading
{
    /// <summary>The model that speaks for a character: a file in this process, or a server where the sheet names one by URL. Characters share both.</summary>
    internal sealed class SpeakingModel : IDisposable
    {
        static readonly SharedResources<(string Engine, string File, int Context, int Threads, int GpuLayers, VramBudget Vram), EngineModel> s_local = new();
        static readonly SharedResources<(string Address, RemoteModelOptions Options), RemoteDialogueModel> s_remote = new();

        readonly IDisposable _lease;

        SpeakingModel(IDisposable lease, IDialogueModel model, string placement, ChatTemplate format, string? adapter, int exampleCount)
        {
            _lease = lease;
            Model = model;
            Placement = placement;
            Format = format;
            Adapter = adapter;
            ExampleCount = exampleCount;
        }

        public IDialogueModel Model { get; }

        /// <summary>Where it runs: one line of English for a log.</summary>
        public string Placement { get; }

        /// <summary>How prompts for it mark turns.</summary>
        public ChatTemplate Format { get; }

        /// <summary>As requests name it; null for the bare model.</summary>
        public string? Adapter { get; }

        /// <summary>Remembered lines that the adapter's prompts may show; 0 on a server, which tells nothing of its adapters.</summary>
        public int ExampleCount { get; }

        /// <param name="settings">Of the sheet.</param>
        /// <param name="gpuLayers">Of a file: most layers on a GPU.</param>
        /// <param name="vram">Of a file: GPU memory that it may take.</param>
        /// <param name="progress">0 to 1, of a file.</param>
        /// <param name="log">The first one's who rents a model hears of it. Null for silence.</param>
        /// <param name="cancellationToken">Ends the wait, and the load if nobody else waits for it.</param>
        /// <exception cref="OjousamaException">A file or a server is missing or unfit.</exception>
        public static Task<SpeakingModel> RentAsync(
            ModelSettings settings, int gpuLayers, VramBudget vram, IProgress<float>? progress, Action<string>? log, CancellationToken cancellationToken)
        {
            string file = RemoteModelOptions.Host.Server ?? settings.file;
            return RemoteDialogueModel.IsAddress(file)
                ? ConnectAsync(file, settings, log, cancellationToken)
                : LoadAsync(file, settings, gpuLayers, vram, progress, log, cancellationToken);
        }

        public void Dispose() => _lease.Dispose();

        static async Task<SpeakingModel> LoadAsync(
            string file, ModelSettings settings, int gpuLayers, VramBudget vram, IProgress<float>? progress, Action<string>? log, CancellationToken cancellationToken)
        {
            IInferenceEngine engine = InferenceEngines.Current;
            string? adapter = settings.adapter.Length == 0 ? null : PackagePaths.FindModel(settings.adapter);
            string path = PackagePaths.FindModel(file);
            // Now, rather than at her first line: it would fail each of them.
            var (format, exampleCount) = await Task.Run(() => CheckTogether(path, adapter, settings.turnFormat), cancellationToken).ConfigureAwait(false);
            var options = new DialogueModelOptions { ContextTokens = settings.contextTokens, Threads = settings.threads, GpuLayers = gpuLayers, Vram = vram, Log = log };
            var lease = await s_local.RentAsync(
                (engine.Name, path, settings.contextTokens, settings.threads, gpuLayers, vram),
                async ended => new EngineModel(await engine.LoadModelAsync(path, options, progress, ended).ConfigureAwait(false), path, engine.Name),
                cancellationToken).ConfigureAwait(false);
            return new SpeakingModel(lease, lease.Value.Model, lease.Value.Placement, format, adapter, exampleCount);
        }

        static async Task<SpeakingModel> ConnectAsync(string address, ModelSettings settings, Action<string>? log, CancellationToken cancellationToken)
        {
            RemoteModelOptions host = RemoteModelOptions.Host;
            RemoteModelOptions options = host with
            {
                ContextTokens = host.ContextTokens > 0 ? host.ContextTokens : settings.contextTokens,
                TurnFormat = host.TurnFormat.Length > 0 ? host.TurnFormat : settings.turnFormat,
            };
            var lease = await s_remote.RentAsync(
                (address, options), ended => RemoteDialogueModel.ConnectAsync(address, options with { Log = options.Log ?? log }, ended), cancellationToken).ConfigureAwait(false);
            try
            {
                RemoteDialogueModel model = lease.Value;
                if (settings.adapter.Length > 0)
                    model.CheckAdapter(settings.adapter);
                return new SpeakingModel(lease, model, model.Placement, model.Format, settings.adapter.Length == 0 ? null : settings.adapter, exampleCount: 0);
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }

        /// <summary>How the model marks turns, how many examples the adapter knows, and whether it is sound and for the model.</summary>
        static (ChatTemplate Format, int ExampleCount) CheckTogether(string model, string? adapter, string chatTemplate)
        {
            GgufFile header = GgufFile.Read(model);
            ChatTemplate format = ChatTemplate.Of(header, chatTemplate);
            if (adapter == null)
                return (format, 0);
            GgufFile lora = GgufFile.Read(adapter);
            ModelCheck.Adapter(lora, header);
            AdapterValues.Check(lora);
            return (format, Example.CountFor(lora));
        }
    }
}
