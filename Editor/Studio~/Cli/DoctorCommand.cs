using System.CommandLine;
using System.Runtime.InteropServices;
using Ojousama.Character;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Diagnosis;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Cli;

/// <summary><c>doctor</c>: tells what this machine will run a model on, how fast, and why not better.</summary>
static class DoctorCommand
{
    const string Example = """
        ojousama doctor
        ojousama doctor --model gemma-3-4b-ja.gguf --context 4096 --vram 3000

        It loads the model as a game would, GPU after GPU and last the CPU, and ends with the place where it runs,
        the tokens a second there, alone and beside a game, and what would help. Exit code 1: the model does not run here.
        """;

    static readonly TimeSpan s_probe = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Description = "The model, by its name in the models folder or a path.", HelpName = "M.gguf", DefaultValueFactory = _ => new ModelSettings().file,
        };
        var context = CommonOptions.Number("--context", "Tokens of a talk, as the sheet's contextTokens.", 64, 1 << 20, new ModelSettings().contextTokens);
        var layers = CommonOptions.Number("--gpu-layers", "Most layers on a GPU; -1 for as many as fit, 0 to leave GPUs alone.", -1, 10_000, -1);
        var vram = CommonOptions.Number<int>("--vram", "GPU memory that the model may take, in MiB. Left out, three quarters of the GPU's.", 1, 1 << 22);
        var threads = CommonOptions.Number("--threads", "CPU threads; 0 for the machine's cores, at most 8.", 0, 512, 0);
        var retry = new Option<bool>("--retry") { Description = "Try GPUs again that ended the process the last time." };
        var command = new ExampleCommand("doctor", "Show what this machine runs a model on, how fast, and why.", Example) { model, context, layers, vram, threads, retry };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new DialogueModelOptions
            {
                ContextTokens = parsed.GetValue(context),
                GpuLayers = parsed.GetValue(layers),
                Threads = parsed.GetValue(threads),
                Vram = parsed.GetResult(vram) == null ? VramBudget.Default : VramBudget.OfBytes((long)parsed.GetValue(vram) << 20),
            };
            options.Check();
            string path = PackagePaths.FindModel(parsed.GetRequiredValue(model));
            TextWriter output = parsed.InvocationConfiguration.Output;
            return ProgressDisplay.RunAsync(
                parsed.InvocationConfiguration.Error,
                progress => Task.Run(() => Examine(path, options, parsed.GetValue(retry), output, progress, cancellationToken), cancellationToken));
        });
        return command;
    }

    static void Examine(string path, DialogueModelOptions options, bool retries, TextWriter output, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        LlamaLibrary library = LlamaLibrary.Load();
        GgufFile file = GgufFile.Read(path, ModelCheck.Model);
        ModelCheck.Speaker(file);
        MemoryEstimate estimate = DevicePlacement.Estimate(file, options);
        progress.Begin("Starting the GPUs' drivers");
        IReadOnlyList<ComputeDevice> gpus = options.GpuLayers == 0 ? [] : library.Gpus.Devices();
        WriteMachine(library, gpus, options, output);
        WriteNeeds(Path.GetFileName(path), estimate, options, output);
        output.Flush(); // a driver that ends the process has at least said this much

        ThrowIfTooLarge(path, estimate, gpus, options, library);
        var placement = new DevicePlacement(path, options);
        if (retries)
            placement.ForgetCrashes();
        LoadedModel loaded = placement.Load(progress.Begin("Trying where it runs"), cancellationToken);
        double speed;
        using (loaded) // gone before the next is measured
        {
            WriteAttempts(loaded.Attempts, output);
            progress.Begin("Measuring its speed, alone and beside a game");
            speed = WriteSpeed(loaded, options, output, cancellationToken);
        }

        bool isSlow = false;
        if (loaded.Placement.Gpu != null)
        {
            var onCpu = new DialogueModelOptions { ContextTokens = options.ContextTokens, Threads = options.Threads, GpuLayers = 0 };
            using LoadedModel other = new DevicePlacement(path, onCpu).Load(progress.Begin("Comparing with the CPU"), cancellationToken);
            isSlow = WriteSpeed(other, onCpu, output, cancellationToken) > speed;
        }

        output.WriteLine(loaded.Summary);
        if (isSlow)
            output.WriteLine("The CPU writes faster here: set gpuLayers to 0.");
        foreach (string advice in Advice(loaded, options, estimate))
            output.WriteLine(advice);
    }

    static void WriteAttempts(IReadOnlyList<PlacementAttempt> attempts, TextWriter output)
    {
        output.WriteLine("Tried");
        foreach (PlacementAttempt attempt in attempts)
        {
            output.WriteLine(attempt.Problem is { } problem
                ? $"  no   {attempt.Name}: {problem.TrimEnd('.')}"
                : $"  yes  {attempt.Name}: {ByteText.Of(attempt.Taken)} taken, {ByteText.Of(attempt.Estimate)} estimated");
        }
    }

    /// <returns>Tokens a second of a reply.</returns>
    static double WriteSpeed(LoadedModel loaded, DialogueModelOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        SpeedProbe speed = SpeedProbe.Run(loaded, options.TotalTokens, s_probe, cancellationToken);
        string place = loaded.Placement.Gpu?.Name ?? "the CPU";
        output.WriteLine($"Speed on {place}, without an adapter: writes {speed.Written:F1} tokens/s, reads {speed.Read:F1} tokens/s");
        using var game = new SimulatedGame();
        SpeedProbe inGame = SpeedProbe.Run(loaded, options.TotalTokens, s_probe, cancellationToken);
        output.WriteLine($"Beside a game ({SimulatedGame.Description}): writes {inGame.Written:F1} tokens/s, reads {inGame.Read:F1} tokens/s");
        return speed.Written;
    }

    static void WriteMachine(LlamaLibrary library, IReadOnlyList<ComputeDevice> gpus, DialogueModelOptions options, TextWriter output)
    {
        output.WriteLine($"llama.cpp {LlamaLibrary.Release}, {RuntimeInformation.RuntimeIdentifier}");
        output.WriteLine("Devices");
        foreach (ComputeDevice device in gpus.Prepend(library.Backends.Cpu))
        {
            var (free, total) = library.Backends.Memory(device);
            if (device.Kind == DeviceKind.Cpu)
                free = MemoryCheck.Available(); // ggml takes all of it for free
            string kind = device.Kind switch { DeviceKind.Cpu => "processor", DeviceKind.Gpu => "GPU", _ => "GPU that shares main memory" };
            output.WriteLine($"  {device}: {kind}, {ByteText.Of(free)} free of {ByteText.Of(total)}");
        }

        output.WriteLine($"  CPU library {library.Backends.CpuFile}: {string.Join(' ', library.Backends.CpuFeatures())}");
        output.WriteLine($"  CPU threads used: {CpuTopology.Threads(options.Threads)} of {Environment.ProcessorCount}");
    }

    static void WriteNeeds(string name, MemoryEstimate estimate, DialogueModelOptions options, TextWriter output)
    {
        output.WriteLine($"{name}: {estimate.Layers} layers; with a context of {options.ContextTokens} tokens all of them take {ByteText.Of(estimate.Bytes(estimate.Layers))} of a GPU,");
        output.WriteLine(
            $"  weights {ByteText.Of(estimate.Weights)}, KV cells {ByteText.Of(estimate.Cells)}, to compute {ByteText.Of(estimate.Compute)}; "
            + $"without a GPU {ByteText.Of(estimate.BytesInMainMemory)} of main memory");
    }

    /// <summary>What neither fits on a GPU nor beside it would only make the machine swap.</summary>
    static void ThrowIfTooLarge(string path, MemoryEstimate estimate, IReadOnlyList<ComputeDevice> gpus, DialogueModelOptions options, LlamaLibrary library)
    {
        long OnGpu(ComputeDevice gpu)
        {
            var (free, total) = library.Backends.Memory(gpu);
            return estimate.Bytes(estimate.LayersWithin(Math.Min(free, options.Vram.BytesOf(total))));
        }

        long rest = estimate.BytesInMainMemory - gpus.Where(g => g.Kind == DeviceKind.Gpu).Select(OnGpu).DefaultIfEmpty(0).Max();
        MemoryCheck.Require(rest, $"the model {Path.GetFileName(path)} and its context", "take a smaller model or quantisation, or lower --context");
    }

    static IEnumerable<string> Advice(LoadedModel loaded, DialogueModelOptions options, MemoryEstimate estimate)
    {
        if (options.GpuLayers == 0)
            yield break;
        if (loaded.Placement.Gpu == null && loaded.Attempts.All(r => r.Problem == null || r.Problem.EndsWith("is not installed", StringComparison.Ordinal)))
            yield return "To use a GPU, build with -p:OjousamaVulkan=true (any card) or -p:OjousamaCuda=true (NVIDIA), which fetches its library.";
        else if (loaded.Placement.Gpu != null && loaded.Placement.Layers < estimate.Layers)
            yield return $"For all layers on the GPU give it {ByteText.Of(estimate.Bytes(estimate.Layers))} (--vram, or vramShare in the scene), lower --context, or take a smaller model.";
    }
}
