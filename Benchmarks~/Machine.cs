using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.UnityYaml;

namespace Ojousama.Benchmarks;

/// <summary>What the figures share: the default weights, loaded once, and how to run both sides of a comparison.</summary>
internal sealed class Machine(int threads, int pairs, bool onGpu) : IDisposable
{
    LlamaDialogueModel? _model;
    ComputeDevice? _gpu;

    public int Threads { get; } = threads;

    /// <summary>Runs of each side.</summary>
    public int Pairs { get; } = pairs;

    /// <summary>The best one, on which both sides run; null for the CPU.</summary>
    public ComputeDevice? Gpu => onGpu ? _gpu ??= BestGpu() : null;

    public int GpuLayers => Gpu == null ? 0 : -1;

    public LayerPlacement Placement => Gpu == null ? LayerPlacement.Cpu : new LayerPlacement(Gpu, layers: 1000); // all that there are

    public static string ModelFile { get; } = PackagePaths.FindModel("gemma-3-270m-ja.gguf");

    public static string AdapterFile { get; } = PackagePaths.FindModel("heroines.gguf");

    public static string Root { get; } = FindRoot();

    public static string SheetPath { get; } = Path.Combine(Root, "Samples~", "DatingSim", "Characters", "Ayane.asset");

    public static CharacterSheet Sheet => SheetFile.Read(SheetPath);

    public async Task<LlamaDialogueModel> ModelAsync() => _model ??= await LoadAsync();

    /// <summary>Another context on the same weights, with an empty cache.</summary>
    public Task<LlamaDialogueModel> LoadAsync(int conversations = 8) =>
        LlamaDialogueModel.LoadAsync(ModelFile, new DialogueModelOptions { Threads = Threads, MaxConversations = conversations, CacheTokens = conversations == 1 ? 2048 : 0, GpuLayers = GpuLayers });

    /// <summary>Measures on weights and a context loaded anew, as llama-bench's are: where memory happens to lie decides some percent until it is freed.</summary>
    /// <param name="rate">Is run twice, as llama-bench warms up too; the second counts.</param>
    public async Task<double> LoadedAnewAsync(Func<LlamaDialogueModel, Task<double>> rate)
    {
        using LlamaDialogueModel model = await LoadAsync(conversations: 1); // nothing else in the cache, as in llama-bench
        await rate(model);
        return await rate(model);
    }

    /// <summary>Measures both sides in turns, so that what else the machine does falls on both.</summary>
    /// <returns>The medians of each side, and of the pairs' ratios.</returns>
    public async Task<(double Ours, double Theirs, double Ratio)> AlternateAsync(Func<Task<double>> ours, Func<Task<double>> theirs)
    {
        var runs = new List<(double Ours, double Theirs)>();
        await ours();
        for (int i = 0; i < Pairs; i++)
        {
            double a, b;
            if (i % 2 == 0)
                (a, b) = (await ours(), await theirs());
            else
                (b, a) = (await theirs(), await ours());
            runs.Add((a, b));
            Console.Error.WriteLine($"  {a:F1} and {b:F1}");
        }

        return (Median(runs.Select(r => r.Ours)), Median(runs.Select(r => r.Theirs)), Median(runs.Select(r => r.Ours / r.Theirs)));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public void Dispose() => _model?.Dispose();

    static ComputeDevice BestGpu()
    {
        GpuBackends gpus = LlamaLibrary.Load().Gpus;
        return gpus.Devices().FirstOrDefault(gpu => gpus.Problem(gpu) == null)
            ?? throw new OjousamaException("There is no GPU that can be used", "Let `ojousama doctor` say why, or leave out --gpu");
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ojousama.Plugin.csproj")))
                return folder.FullName;
        }

        throw new OjousamaException("The benchmarks are not in a checkout of the package", "Run them with dotnet run --project Benchmarks~");
    }
}
