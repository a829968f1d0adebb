using System.Diagnostics;
using System.Text.RegularExpressions;
using Ojousama.Inference.Llama.Native;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Studio;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>Placement on the first device that a backend names, software or not.</summary>
/// <remarks>
/// Each in a process of its own, as a backend cannot be taken back. They need its library (build once with -p:OjousamaVulkan=true or
/// -p:OjousamaCuda=true) and a device: a card, or for Vulkan Mesa's lavapipe (Debian: mesa-vulkan-drivers).
/// </remarks>
[TestFixture("CUDA")]
[TestFixture("Vulkan")]
[Platform("Linux,Win")]
public sealed partial class GpuTests(string backend)
{
    readonly TemporaryFolder _folder = new();
    string _model = null!;

    [OneTimeSetUp]
    public void Look()
    {
        string library = LlamaLibrary.Load().Gpus.PathOf(backend);
        if (!File.Exists(library))
            Assert.Ignore($"{Path.GetFileName(library)} is not built in: dotnet build Tests -p:Ojousama{(backend == "CUDA" ? "Cuda" : backend)}=true fetches it.");
        _model = _folder["tiny.gguf"];
        TinyModel.Write(_model, "gemma3", GgmlType.F32);
        if (!Doctor().Contains(Device))
            Assert.Ignore($"{backend} finds no device on this machine.");
    }

    string Device => backend + "0";

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test, Order(1)]
    public void AllLayersRunOnTheDeviceAndTakeNoMoreThanEstimated()
    {
        string said = Doctor();
        Assert.That(said, Does.Contain($"tiny.gguf runs on {Device}").And.Contains("with 4 of 4 layers"));
        int[] mebibytes = [.. TakenAndEstimated().Match(said).Groups.Values.Skip(1).Select(g => int.Parse(g.Value))];
        Assert.That(mebibytes[1], Is.InRange(mebibytes[0], mebibytes[0] * 2));
    }

    [Test, Order(2)]
    public void ABudgetForSomeLayersKeepsTheOthersOnTheCpu()
    {
        int all = int.Parse(Need().Match(Doctor()).Groups[1].Value);
        string said = Doctor("--vram", $"{all - 3}");
        Assert.That(said, Does.Match($@"  no   {Device} \(.+\) with 4 of 4 layers: that takes \d+ MiB, and the budget is \d+ MiB"));
        Assert.That(said, Does.Match($@"  yes  {Device} \(.+\) with [123] of 4 layers"));
        Assert.That(said, Does.Contain("For all layers on the GPU give it"));
    }

    [Test, Order(3)]
    public void ABudgetForNoLayerLeadsToTheCpu()
    {
        string said = Doctor("--vram", "1");
        Assert.That(said, Does.Match($@"  no   {Device} \(.+\) with 1 of 4 layers: even that takes \d+ MiB"));
        Assert.That(said, Does.Contain("tiny.gguf runs on the CPU"));
    }

    /// <summary>Allocations above 30 MiB really fail here: the weights of 19 and of 14 layers come in larger ones.</summary>
    [Test, Order(4)]
    public void MemoryThatRunsOutStepsDownLayers()
    {
        if (backend != "Vulkan")
            Assert.Ignore("Only Vulkan can be told to run out.");
        string said = Run(new() { ["GGML_VK_FORCE_MAX_BUFFER_SIZE"] = $"{30 << 20}" }, "--model", LlamaFixture.Model);
        Assert.That(said, Does.Match($@"  no   {Device} \(.+\) with 19 of 19 layers: .+failed to allocate"));
        Assert.That(said, Does.Match($@"  yes  {Device} \(.+\) with 9 of 19 layers"));
    }

    [Test, Order(5)]
    public void ADeviceOnWhichTheProcessEndedIsLeftAloneUntilToldOtherwise()
    {
        using (Process dying = StudioRun.Start(Environment(), "doctor", "--model", _model))
        {
            while (!dying.HasExited && Directory.GetFiles(_folder[""], "trial-*", SearchOption.AllDirectories).Length == 0)
                Thread.Sleep(1);
            dying.Kill();
            dying.WaitForExit();
        }

        string said = Doctor();
        Assert.That(said, Does.Match($"  no   {Device} .+: the last try ended the process").And.Contains("runs on the CPU"));
        Assert.That(Doctor("--retry"), Does.Contain($"runs on {Device}"));
    }

    string Doctor(params string[] arguments) => Run([], ["--model", _model, "--context", "4096", .. arguments]);

    string Run(Dictionary<string, string?> more, params string[] arguments)
    {
        using Process program = StudioRun.Start(new Dictionary<string, string?>([.. Environment(), .. more]), ["doctor", "--threads", "2", .. arguments]);
        Task<string> error = program.StandardError.ReadToEndAsync();
        string output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        TestContext.Out.WriteLine(output);
        Assert.That(program.ExitCode, Is.Zero, error.Result);
        return output;
    }

    /// <summary>Shows software devices too and no better backend, and keeps what is remembered of trials to these tests.</summary>
    Dictionary<string, string?> Environment() => new()
    {
        ["GGML_VK_VISIBLE_DEVICES"] = "0",
        ["CUDA_VISIBLE_DEVICES"] = backend == "CUDA" ? null : "-1",
        ["XDG_DATA_HOME"] = _folder[""],
    };

    [GeneratedRegex(@"  yes  \w+0 .+: (\d+) MiB taken, (\d+) MiB estimated")]
    private static partial Regex TakenAndEstimated();

    [GeneratedRegex(@"all of them take (\d+) MiB of a GPU")]
    private static partial Regex Need();
}
