using Ojousama.Gguf;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Runs;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>Whole runs on a model of a few thousand weights.</summary>
public sealed class TrainerTests
{
    static readonly TrainingOptions s_options = new()
    {
        Rank = 4, Alpha = 8, Epochs = 3, BatchSize = 4, LearningRate = 1e-2f, WarmUpSteps = 2,
    };

    TemporaryFolder _folder = null!;

    [SetUp]
    public void WriteModel()
    {
        GgmlLibrary.Load().Cpu.SetThreads(1);
        _folder = new TemporaryFolder();
        TinyModel.Write(_folder["tiny.gguf"], "gemma3", GgmlType.F32);
    }

    [TearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void The_loss_falls_and_the_adapter_fits_its_model()
    {
        var (reason, events) = Run("a.gguf", s_options, new FixedData(12, validation: 2));
        Validated[] looks = events.OfType<Validated>().ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(reason, Is.EqualTo(EndReason.Completed));
            Assert.That(events.OfType<StepDone>().Count(), Is.EqualTo(9));
            Assert.That(looks, Has.Length.EqualTo(3));
            Assert.That(looks[^1].TrainingLoss, Is.LessThan(0.8 * looks[0].TrainingLoss!));
            Assert.That(File.Exists(_folder["a.gguf.checkpoint"]), Is.False);
        });
        GgufFile adapter = GgufFile.Read(_folder["a.gguf"]);
        ModelCheck.Adapter(adapter, GgufFile.Read(_folder["tiny.gguf"]));
        Assert.Multiple(() =>
        {
            Assert.That(adapter.Text("ojousama.base.sha256"), Has.Length.EqualTo(64));
            Assert.That(adapter.Text("ojousama.data.sha256"), Is.EqualTo("12 2"));
            Assert.That(adapter.Text("ojousama.training.losses"), Does.Contain("TrainingLoss"));
            Assert.That(adapter.Values["adapter.lora.alpha"].Number, Is.EqualTo(8).Within(1e-5));
        });
    }

    [Test]
    public void A_gpus_operations_learn_what_the_kernels_do()
    {
        Run("kernels.gguf", s_options, new FixedData(12, validation: 2));
        Run("plain.gguf", s_options, new FixedData(12, validation: 2), backend: Backends.PlainCpu());
        Assert.That(Distance("plain.gguf", "kernels.gguf"), Is.LessThan(1e-3));
    }

    [Test]
    public void A_device_without_room_is_refused_with_its_remedy()
    {
        using DeviceBackend backend = Backends.PlainCpu();
        Assert.That(
            () => backend.Require(backend.FreeMemory() + (1L << 40), "the model's weights", "take a smaller model"),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("are free on CPU").And.Message.Contains("take a smaller model"));
    }

    [Test]
    public void A_device_that_is_not_there_is_told_with_its_remedy()
    {
        if (LlamaLibrary.Load().Gpus.Devices().Any(d => d.Backend == "CUDA"))
            Assert.Ignore("There is a CUDA device");
        var job = new TrainingJob(_folder["tiny.gguf"], _folder["a.gguf"], "default", s_options);
        Assert.That(
            () => TrainingDevice.Load("cuda", job, new FixedData(12), new Progress<TrainingEvent>()),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("no device for 'cuda'").And.Message.Contains("cuda").And.Message.Contains("-p:OjousamaCuda=true"));
    }

    [Test]
    public void Batches_that_are_accumulated_learn_as_one()
    {
        TrainingOptions options = s_options with { Epochs = 1, Dropout = 0 };
        Run("one.gguf", options with { BatchSize = 12 }, new FixedData(12));
        Run("three.gguf", options with { BatchSize = 4, Accumulation = 3 }, new FixedData(12));
        Assert.That(Distance("one.gguf", "three.gguf"), Is.LessThan(1e-3));
    }

    [Test]
    public void A_run_that_was_stopped_goes_on_to_the_same_adapter()
    {
        var data = new FixedData(12, validation: 2);
        Run("whole.gguf", s_options, data);
        int parts = 0;
        for (EndReason reason = EndReason.Interrupted; reason == EndReason.Interrupted; parts++)
            (reason, _) = Run("parts.gguf", s_options, data, stopAfter: 2);
        Assert.Multiple(() =>
        {
            Assert.That(parts, Is.GreaterThan(3));
            Assert.That(Distance("whole.gguf", "parts.gguf"), Is.Zero);
        });
    }

    [Test]
    public void A_checkpoint_of_other_options_is_not_taken_up()
    {
        Run("a.gguf", s_options, new FixedData(12), stopAfter: 2);
        var (_, events) = Run("a.gguf", s_options with { LearningRate = 1e-3f }, new FixedData(12));
        Assert.That(events.OfType<RunStarted>().Single().FirstStep, Is.Zero);
    }

    [Test]
    public void A_stopped_run_leaves_its_adapter()
    {
        var (reason, _) = Run("a.gguf", s_options, new FixedData(12), stopAfter: 1);
        Assert.That(reason, Is.EqualTo(EndReason.Interrupted));
        ModelCheck.Adapter(GgufFile.Read(_folder["a.gguf"]), GgufFile.Read(_folder["tiny.gguf"]));
    }

    [Test]
    public void Training_stops_when_the_validation_loss_rises()
    {
        // So high a rate that what it was not shown is soon worse than before.
        TrainingOptions options = s_options with { LearningRate = 0.3f, Epochs = 100, Patience = 2 };
        var (reason, events) = Run("a.gguf", options, new FixedData(4, validation: 8));
        Assert.Multiple(() =>
        {
            Assert.That(reason, Is.EqualTo(EndReason.StoppedEarly));
            Assert.That(events.OfType<Validated>().TakeLast(2).Select(look => look.IsBest), Is.All.False);
        });
    }

    [Test]
    public void Gradients_that_are_no_numbers_end_the_run_and_spoil_nothing()
    {
        Assert.That(
            () => Run("a.gguf", s_options with { Alpha = 1e30f, LearningRate = 0.9f, Epochs = 20 }, new FixedData(12)),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("no numbers"));
    }

    [Test]
    public void Samples_that_are_too_long_are_counted_and_left_out()
    {
        Assert.That(
            () => Run("a.gguf", s_options with { MaxTokens = 16 }, new FixedData(12)),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("longer than 16 tokens"));
    }

    (EndReason Reason, List<TrainingEvent> Events) Run(string output, TrainingOptions options, ITrainingData data, int stopAfter = int.MaxValue, Backend? backend = null)
    {
        backend?.SetThreads(1);
        using var stop = new CancellationTokenSource();
        var progress = new EventRecorder(stop, stopAfter);
        using var trainer = new Trainer(new TrainingJob(_folder["tiny.gguf"], _folder[output], "default", options), data, progress, backend);
        return (trainer.Run(stop.Token), progress.Events);
    }

    double Distance(string a, string b) => AdapterFiles.Distance(_folder[a], _folder[b]);
}
