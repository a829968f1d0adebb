using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>What a GPU would compute, beside what the C# kernels do.</summary>
public sealed class PlainOperationsTests
{
    const uint Seed = 42;
    const float Dropout = 0.1f;

    public static IEnumerable<string> Architectures => Architecture.All.Select(a => a.Name);

    [Test]
    public void Loss_and_gradients_on_the_cpu_are_those_of_the_kernels([ValueSource(nameof(Architectures))] string architecture, [Values("F32", "Q8_0", "Q5_0", "Q4_0")] string type)
    {
        using DeviceBackend backend = Backends.PlainCpu();
        backend.SetThreads(1);
        Compare(backend, architecture, Enum.Parse<GgmlType>(type), most: type == "F32" ? 1e-3 : 5e-2);
    }

    /// <remarks>
    /// Vulkan's shaders multiply in 16 bits where the device can (with GGML_VK_DISABLE_F16=1 the difference is 1e-6), CUDA's in TensorFloat-32.
    /// An H100 was 0.3 % off with floats on both, and 3 to 6 % with quantised weights.
    /// </remarks>
    [Test]
    public void Loss_and_gradients_on_a_gpu_are_those_of_the_kernels(
        [Values("CUDA", "Vulkan")] string gpu, [ValueSource(nameof(Architectures))] string architecture, [Values("F32", "Q8_0", "Q5_0", "Q4_0")] string type)
    {
        using DeviceBackend backend = Backends.Gpu(gpu);
        Compare(backend, architecture, Enum.Parse<GgmlType>(type), most: type == "F32" ? 1e-2 : 8e-2);
    }

    /// <param name="backend">Beside the kernels.</param>
    /// <param name="architecture">Of the tiny model.</param>
    /// <param name="type">Of its matrices. Quantised, both sides round what they multiply, each where its own sums differ in the last bit.</param>
    /// <param name="most">Relative difference.</param>
    static void Compare(Backend backend, string architecture, GgmlType type, double most)
    {
        GgmlLibrary.Load().Cpu.SetThreads(1);
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, type);
        var (expectedLoss, expected) = Learn(folder["tiny.gguf"], GgmlLibrary.Load().Cpu);
        var (loss, gradients) = Learn(folder["tiny.gguf"], backend);

        double[] distances = gradients.Zip(expected).Select(pair => LlamaReference.Distance([pair.First], [pair.Second])).ToArray();
        TestContext.Out.WriteLine($"{architecture} {type} on {backend.Name}: loss {loss} beside {expectedLoss}; {distances.Length} gradients, worst {distances.Max():E1}");
        Assert.Multiple(() =>
        {
            Assert.That(loss, Is.EqualTo(expectedLoss).Within(most * expectedLoss));
            Assert.That(distances.Max(), Is.LessThan(most));
        });
    }

    static (float Loss, float[][] Gradients) Learn(string path, Backend backend)
    {
        using var model = new BaseModel(path, backend);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, rank: 5);
        using var learner = new Learner(model, adapter);
        Batch batch = Batch.Of([.. new[] { 48, 9, 31 }.Select((length, i) => GradientTests.Whole(length, i))]); // more rows than the head takes at once
        float loss = learner.Learn(batch, batch.TargetCount, Dropout, Seed);
        return (loss, [.. adapter.Parameters.Select(p => p.Gradient.ToArray())]);
    }
}
