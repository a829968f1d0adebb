using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>What a run is refused over is what it would take, in the layouts of the processor at hand.</summary>
public sealed unsafe class MemoryTests
{
    [Test]
    public void Matrices_take_what_was_planned([Values("F32", "BF16", "Q5_0", "Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K")] string name, [Values(8, 26, 64)] int rows)
    {
        GgmlLibrary ggml = GgmlLibrary.Load();
        GgmlType type = Enum.Parse<GgmlType>(name);
        using var store = new TensorStore(ggml, capacity: 3, ggml.Cpu.MemoryFor(type, rows));
        foreach (int width in (int[])[256, 512, 768])
            store.Add(type, width, rows);
        store.Allocate();
        Assert.That(store.Planned, Is.EqualTo(store.Size));
    }

    [Test]
    public void A_model_and_a_step_take_what_was_planned([Values("F32", "Q5_0", "Q8_0", "Q4_0")] string type)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], "gemma3", Enum.Parse<GgmlType>(type));
        GgmlLibrary.Load().Cpu.SetThreads(1);
        using var model = new BaseModel(folder["tiny.gguf"]);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, rank: 5);
        using var learner = new Learner(model, adapter);
        Batch batch = Batch.Of([GradientTests.Whole(48, 1), GradientTests.Whole(31, 2)]);
        long measured = learner.Measure(batch);
        learner.Learn(batch, batch.TargetCount, dropout: 0.1f, seed: 1);
        Assert.Multiple(() =>
        {
            Assert.That(model.Planned, Is.EqualTo(model.Size));
            Assert.That(measured, Is.EqualTo(learner.Taken));
        });
    }
}
