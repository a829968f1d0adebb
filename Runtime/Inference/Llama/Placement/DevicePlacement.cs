using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Inference.Llama.Placement
{
    /// <summary>Finds the fastest way to run a model on this machine by trying: GPU after GPU, each with fewer and fewer layers, and last the CPU.</summary>
    /// <remarks>One load: it keeps what it has tried. Blocks for as long as the loads take; call it off the main thread.</remarks>
    internal sealed class DevicePlacement
    {
        const int BatchTokens = 512;
        const int DriversPart = 20; // one in so many of the free bytes is left to the driver, whose own needs no estimate knows

        readonly string _path;
        readonly DialogueModelOptions _options;
        readonly GpuBackends _backends;
        readonly BackendRegistry _registry;
        readonly List<PlacementAttempt> _attempts = new List<PlacementAttempt>();

        /// <param name="path">Full path of a GGUF file.</param>
        /// <param name="options">Checked.</param>
        /// <param name="backends">The GPUs' libraries; null for those beside llama.cpp's own.</param>
        public DevicePlacement(string path, DialogueModelOptions options, GpuBackends? backends = null)
        {
            LlamaLibrary library = LlamaLibrary.Load();
            _path = path;
            _options = options;
            _registry = library.Backends;
            _backends = backends ?? library.Gpus;
        }

        /// <summary>Loads the model at the first place where it fits and computes.</summary>
        /// <param name="progress">0 to 1; begins anew where a place turns out not to do.</param>
        /// <param name="cancellationToken">Ends the load within milliseconds.</param>
        /// <exception cref="OjousamaException">The file is unfit, or it does not even run on the CPU: then that is why.</exception>
        public LoadedModel Load(IProgress<float>? progress = null, CancellationToken cancellationToken = default)
        {
            GgufFile header = LlamaModel.ReadHeader(_path);
            ModelCheck.Speaker(header);
            if (_options.GpuLayers != 0)
            {
                foreach (var (name, problem) in _backends.Open())
                {
                    if (problem != null)
                        _attempts.Add(new PlacementAttempt(name, problem));
                }

                foreach (ComputeDevice gpu in _backends.Devices())
                {
                    if (OnGpu(gpu, header, progress, cancellationToken) is LoadedModel loaded)
                        return loaded;
                }
            }

            return Try(header, LayerPlacement.Cpu, "the CPU", long.MaxValue, progress, cancellationToken);
        }

        /// <summary>Lets GPUs be tried again that ended a process with this model.</summary>
        public void ForgetCrashes()
        {
            foreach (ComputeDevice gpu in _backends.Devices())
                CrashMarker.Forget(MarkerOf(gpu));
        }

        /// <summary>What a GPU's memory must hold of a model under these options.</summary>
        public static MemoryEstimate Estimate(GgufFile file, DialogueModelOptions options) =>
            new MemoryEstimate(file, options.TotalTokens, options.MaxConversations, BatchTokens, LlamaContext.Outputs(options.MaxConversations));

        /// <summary>Tries a GPU with all layers that its memory should hold, then with three quarters, a half and a quarter of them.</summary>
        LoadedModel? OnGpu(ComputeDevice gpu, GgufFile header, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            if (_backends.Problem(gpu) is string problem)
            {
                _attempts.Add(new PlacementAttempt(gpu.ToString(), problem));
                return null;
            }

            if (CrashMarker.WasLeft(MarkerOf(gpu)))
            {
                _attempts.Add(new PlacementAttempt(gpu.ToString(), "the last try ended the process; it is tried again after a day, or at once by doctor --retry"));
                return null;
            }

            MemoryEstimate estimate = Estimate(header, _options);
            var (most, room) = Fitting(gpu, estimate);
            foreach (int layers in new[] { most, most * 3 / 4, most / 2, most / 4 }.Where(n => n > 0).Distinct())
            {
                long bytes = BytesOf(new LayerPlacement(gpu, layers), estimate);
                try
                {
                    using var mark = new CrashMarker(MarkerOf(gpu));
                    return Try(header, new LayerPlacement(gpu, layers), Name(gpu, layers, estimate), room, progress, cancellationToken);
                }
                catch (OjousamaException e)
                {
                    _attempts.Add(new PlacementAttempt(Name(gpu, layers, estimate), e.Problem, bytes));
                }
            }

            return null;
        }

        /// <summary>The most layers that are wanted and should fit, and the bytes that they may take.</summary>
        (int Layers, long Room) Fitting(ComputeDevice gpu, MemoryEstimate estimate)
        {
            var (free, total) = _registry.Memory(gpu);
            if (total == 0) // a driver that does not tell: the trial will
                free = total = long.MaxValue / 2;
            long budget = _options.Vram.BytesOf(total), room = Math.Min(budget, free - free / DriversPart);
            int wish = _options.GpuLayers < 0 ? estimate.Layers : Math.Min(_options.GpuLayers, estimate.Layers);
            long bytes = BytesOf(new LayerPlacement(gpu, wish), estimate);
            if (bytes <= room)
                return (wish, room);
            string limit = budget <= room ? $"the budget is {ByteText.Of(budget)}" : $"{ByteText.Of(free)} are free, of which a part stays the driver's";
            _attempts.Add(new PlacementAttempt(Name(gpu, wish, estimate), $"that takes {ByteText.Of(bytes)}, and {limit}", bytes));
            int fit = Math.Min(wish, estimate.LayersWithin(room));
            if (fit == 0)
                _attempts.Add(new PlacementAttempt(Name(gpu, 1, estimate), $"even that takes {ByteText.Of(estimate.Bytes(1))}", estimate.Bytes(1)));
            return (fit, room);
        }

        long BytesOf(LayerPlacement placement, MemoryEstimate estimate) => estimate.Bytes(placement.Layers, withWeights: !LlamaModel.IsLoaded(_path, placement));

        string MarkerOf(ComputeDevice gpu) => $"{Path.GetFileName(_path)} on {gpu}";

        static string Name(ComputeDevice gpu, int layers, MemoryEstimate estimate) => $"{gpu} with {layers} of {estimate.Layers} layers";

        /// <summary>Loads the model, its context, and on a GPU computes some tokens.</summary>
        LoadedModel Try(GgufFile header, LayerPlacement placement, string name, long room, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            bool isShared = LlamaModel.IsLoaded(_path, placement); // then its weights are not counted again
            using var tally = new BufferTally();
            LlamaModel model = LlamaModel.Rent(header, placement, progress, cancellationToken);
            LlamaContext? context = null;
            try
            {
                int threads = CpuTopology.Threads(_options.Threads);
                context = new LlamaContext(model, _options.MaxConversations, _options.TotalTokens, BatchTokens, threads, embeddings: false);
                long taken = tally.Bytes(placement.Gpu?.Name ?? "CPU");
                if (taken > room)
                    throw new OjousamaException($"it took {ByteText.Of(taken)} where {ByteText.Of(room)} are to be had", "Raise Vram");
                if (placement.Gpu != null)
                    context.VerifyCompute();
                MemoryEstimate estimate = Estimate(header, _options);
                _attempts.Add(new PlacementAttempt(name, null, placement.Gpu == null ? estimate.BytesInMainMemory : estimate.Bytes(placement.Layers, withWeights: !isShared), taken));
                return new LoadedModel(model, context, placement, _attempts, Summary(placement, taken, threads));
            }
            catch
            {
                context?.Dispose();
                model.Return();
                throw;
            }
        }

        /// <summary>E.g. <c>gemma.gguf runs on Vulkan0 (…) with 19 of 19 layers, 119 MiB taken and 7.1 GiB free there. Not on Cuda: …</c></summary>
        string Summary(LayerPlacement placement, long taken, int threads)
        {
            string where = placement.Gpu == null
                ? $"the CPU ({_registry.CpuFile}, {threads} {(threads == 1 ? "thread" : "threads")})"
                : $"{_attempts[^1].Name}, {ByteText.Of(taken)} taken and {ByteText.Of(_registry.Memory(placement.Gpu).Free)} free there";
            string why = _options.GpuLayers == 0
                ? " No GPU was asked for."
                : string.Concat(_attempts.Where(r => r.Problem != null).Select(r => $" Not on {r.Name}: {r.Problem!.TrimEnd('.')}."));
            return $"{Path.GetFileName(_path)} runs on {where}.{why}";
        }
    }
}
