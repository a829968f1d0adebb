using System.Diagnostics;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>Play and Stop, as often as an author presses them.</summary>
public sealed class LifetimeTests
{
    string _path = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("ojousama-tiny").FullName, "tiny.gguf");
        TinyModel.Write(_path, "gemma3", GgmlType.F32);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public async Task AHundredLoadsLeakNoThreadNoHandleAndNoMemory()
    {
        await PlayAsync(200); // until .NET has compiled what it will, and both heaps have grown to what loading takes
        var (threads, handles, memory) = Measure();
        await PlayAsync(100);
        var after = Measure();
        Assert.Multiple(() =>
        {
            Assert.That(after.Threads, Is.LessThanOrEqualTo(threads + 2), "the pool may have grown by itself");
            Assert.That(after.Handles, Is.LessThanOrEqualTo(handles + 4));
            Assert.That(after.Memory - memory, Is.LessThan(12L << 20), "a leaked context alone would be 100 × 1 MB");
        });
    }

    [Test]
    public async Task DisposingWhileRepliesRunEndsThemWithAnError()
    {
        LlamaDialogueModel model = await LoadAsync();
        Task<Reply>[] replies = [.. Enumerable.Range(0, 6).Select(i => model.ReadAsync(Request(200, (uint)i)))];
        await Task.Delay(20);
        model.Dispose();
        model.Dispose();
        foreach (Reply reply in await Task.WhenAll(replies))
            Assert.That(reply.End.Reason, Is.AnyOf(StopReason.Error, StopReason.Length));
        Assert.That((await model.ReadAsync(Request(3, 0))).End.Error?.Message, Does.Contain("closed"));
    }

    /// <summary>Disabling an agent disposes its model on Unity's main thread.</summary>
    [Test]
    public async Task DisposingReturnsAtOnceWhileAnotherModelLoads()
    {
        string other = Path.Combine(Path.GetDirectoryName(_path)!, "other.gguf");
        File.Copy(_path, other);
        LlamaDialogueModel model = await LoadAsync();
        using var slow = new SlowProgress();
        Task<LlamaDialogueModel> loading = LlamaDialogueModel.LoadAsync(other, new DialogueModelOptions { ContextTokens = 512, GpuLayers = 0 }, slow);
        Assert.That(slow.Entered.Wait(TimeSpan.FromSeconds(30)));

        Task disposing = Task.Run(model.Dispose);
        bool isAtOnce = await Task.WhenAny(disposing, Task.Delay(5000)) == disposing;
        slow.GoOn.Set();
        (await loading).Dispose();

        Assert.That(isAtOnce);
    }

    async Task PlayAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using LlamaDialogueModel model = await LoadAsync();
            Assert.That((await model.ReadAsync(Request(4, (uint)i))).Tokens, Has.Count.EqualTo(4));
        }
    }

    [Test]
    public async Task TheWorkerAndItsThreadsStandBehindTheGamesOwn()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Only Linux tells the priority of a thread in a file.");
        using LlamaDialogueModel model = await LoadAsync();
        await foreach (GenerationItem _ in model.GenerateAsync(Request(tokens: 4, seed: 1)))
        {
        }

        int[] niceness = [.. Directory.GetDirectories("/proc/self/task")
            .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
            .Where(stat => stat.Contains("(Ojousama infer"))
            .Select(stat => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]))];
        Assert.That(niceness, Is.Not.Empty.And.All.GreaterThan(0));
    }

    Task<LlamaDialogueModel> LoadAsync() =>
        LlamaDialogueModel.LoadAsync(_path, new DialogueModelOptions { ContextTokens = 512, Threads = 2, GpuLayers = 0, MaxConversations = 2 });

    static GenerationRequest Request(int tokens, uint seed) => new([PromptSegment.Sampled("", [10, 11, 12])])
    {
        MaxTokens = tokens,
        Sampling = new SamplingOptions { Seed = seed, LogitBias = new Dictionary<string, float> { ["</s>"] = float.NegativeInfinity, ["<end_of_turn>"] = float.NegativeInfinity } },
    };

    /// <summary>Keeps the load in the middle: llama.cpp waits for whoever is told how far it is.</summary>
    sealed class SlowProgress : IProgress<float>, IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public void Report(float value)
        {
            Entered.Set();
            GoOn.Wait();
        }

        public void Dispose()
        {
            Entered.Dispose();
            GoOn.Dispose();
        }
    }

    static (int Threads, int Handles, long Memory) Measure()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount;
        return (process.Threads.Count, handles, process.WorkingSet64);
    }
}
