using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>Placement where no GPU is; what it does with one is in GpuTests.</summary>
public sealed class DevicePlacementTests
{
    static readonly DialogueModelOptions Options = new() { ContextTokens = 512, MaxConversations = 2, Threads = 1 };

    [Test]
    public void ABrokenLibraryAndAMissingOneLeadToTheCpuAndSayWhy()
    {
        using var folder = new TemporaryFolder();
        string broken = OperatingSystem.IsMacOS() ? "metal" : "vulkan";
        File.WriteAllText(folder[BackendRegistry.FileOf(broken)], "This is no library.");
        using LoadedModel loaded = Load(Options, folder[""]);
        TestContext.Out.WriteLine(loaded.Summary);
        Assert.Multiple(() =>
        {
            Assert.That(loaded.Placement, Is.EqualTo(LayerPlacement.Cpu));
            Assert.That(loaded.Summary, Does.Contain("runs on the CPU").And.Match($@"{BackendRegistry.FileOf(broken)} does not load: \S"));
            if (broken == "vulkan")
                Assert.That(loaded.Summary, Does.Contain($"Not on CUDA: {BackendRegistry.FileOf("cuda")} is not installed."));
            Assert.That(loaded.Attempts.Select(r => r.Problem == null), Is.EqualTo(loaded.Attempts.Select(r => r == loaded.Attempts[^1])), "the last holds, and no other");
        });
        loaded.Context.VerifyCompute();
    }

    [Test]
    public void WhoWantsNoGpuLayersOpensNoLibraryOfAGpu()
    {
        using LoadedModel loaded = Load(new DialogueModelOptions { ContextTokens = 512, MaxConversations = 2, Threads = 1, GpuLayers = 0 }, "/none");
        Assert.That((loaded.Attempts.Count, loaded.Placement), Is.EqualTo((1, LayerPlacement.Cpu)));
        Assert.That(loaded.Summary, Does.EndWith("No GPU was asked for."));
    }

    [Test]
    public async Task ALoadedModelSaysWhereItRuns()
    {
        using LlamaDialogueModel model = await LlamaFixture.LoadAsync(conversations: 1);
        Assert.That(model.Placement, Does.StartWith($"{LlamaFixture.Model} runs on "));
    }

    [TestCase(2048, 8)]
    [TestCase(512, 1)]
    public void TheEstimateHoldsWhatTheModelReallyTakesAndLittleMore(int context, int conversations)
    {
        var options = new DialogueModelOptions { ContextTokens = context, MaxConversations = conversations, Threads = 1, GpuLayers = 0 };
        using LoadedModel loaded = Load(options, "/none");
        PlacementAttempt attempt = loaded.Attempts[^1];
        TestContext.Out.WriteLine($"estimated {ByteText.Of(attempt.Estimate)}, taken {ByteText.Of(attempt.Taken)}");
        Assert.That(attempt.Estimate, Is.InRange(attempt.Taken, attempt.Taken * 5 / 4));
    }

    [TestCase("gemma3")]
    [TestCase("gemma2")]
    [TestCase("llama")]
    [TestCase("qwen2")]
    [TestCase("qwen3")]
    public void TheEstimateHoldsForEveryArchitecture(string architecture)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, GgmlType.F32);
        var options = new DialogueModelOptions { ContextTokens = 2048, MaxConversations = 8, Threads = 1, GpuLayers = 0 };
        using LoadedModel loaded = new DevicePlacement(folder["tiny.gguf"], options).Load();
        PlacementAttempt attempt = loaded.Attempts[^1];
        TestContext.Out.WriteLine($"estimated {attempt.Estimate}, taken {attempt.Taken}");
        Assert.That(attempt.Estimate, Is.InRange(attempt.Taken, attempt.Taken * 3 / 2));
    }

    [Test]
    public void MoreLayersTakeMoreAndThoseThatFitAreTheMost()
    {
        MemoryEstimate estimate = DevicePlacement.Estimate(GgufFile.Read(PackagePaths.FindModel(LlamaFixture.Model)), Options);
        long[] bytes = [.. Enumerable.Range(0, estimate.Layers + 1).Select(n => estimate.Bytes(n))];
        Assert.That(estimate.Layers, Is.EqualTo(19));
        Assert.That(bytes, Is.Ordered.And.Unique);
        for (int n = 0; n < bytes.Length; n++)
        {
            Assert.That(estimate.LayersWithin(bytes[n]), Is.EqualTo(n));
            if (n > 0)
                Assert.That(estimate.LayersWithin(bytes[n] - 1), Is.EqualTo(n - 1));
        }
    }

    [Test]
    public void AGpuThatEndedTheProcessIsRememberedForADay()
    {
        string trial = $"model on card {Guid.NewGuid()}", file = CrashMarker.PathOf(trial);
        Assert.That(CrashMarker.WasLeft(trial), Is.False, "never tried");
        using (new CrashMarker(trial))
            Assert.That(CrashMarker.WasLeft(trial), Is.False, "under way");
        Assert.That(CrashMarker.WasLeft(trial), Is.False, "done");

        File.WriteAllText(file, trial); // what lies there when the process ends in the middle
        Assert.That(CrashMarker.WasLeft(trial), Is.True);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-25));
        Assert.That(CrashMarker.WasLeft(trial), Is.False, "old");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        CrashMarker.Forget(trial);
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public void ABudgetIsBytesOrAShareAndThreeQuartersUnlessSet()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new DialogueModelOptions().Vram.BytesOf(8L << 30), Is.EqualTo(6L << 30));
            Assert.That(VramBudget.OfShare(0.5f).BytesOf(8L << 30), Is.EqualTo(4L << 30));
            Assert.That(VramBudget.OfBytes(1L << 30).BytesOf(8L << 30), Is.EqualTo(1L << 30));
            Assert.That(VramBudget.OfShare(0.75f), Is.EqualTo(VramBudget.Default));
            Assert.That(() => VramBudget.OfShare(0), Throws.TypeOf<OjousamaException>());
            Assert.That(() => VramBudget.OfBytes(0), Throws.TypeOf<OjousamaException>());
        });
    }

    static LoadedModel Load(DialogueModelOptions options, string backends) =>
        new DevicePlacement(PackagePaths.FindModel(LlamaFixture.Model), options, new GpuBackends(LlamaLibrary.Load().Backends, backends)).Load();
}
