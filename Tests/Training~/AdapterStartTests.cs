using NUnit.Framework.Constraints;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Runs;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>Runs that start from an adapter.</summary>
public sealed class AdapterStartTests
{
    const int Rank = 5;

    static readonly TrainingOptions s_options = new() { Rank = Rank, Alpha = 10, Epochs = 3, BatchSize = 4, LearningRate = 1e-2f, WarmUpSteps = 2 };
    static readonly FixedData s_data = new(12, validation: 4);

    TemporaryFolder _folder = null!;

    [SetUp]
    public void WriteModelAndAdapter()
    {
        GgmlLibrary.Load().Cpu.SetThreads(1);
        _folder = new TemporaryFolder();
        TinyModel.Write(_folder["tiny.gguf"], "gemma3", GgmlType.F32);
        using var model = new BaseModel(_folder["tiny.gguf"]);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, Rank);
        AdapterFile.Write(_folder["start.gguf"], "gemma3", adapter, new Dictionary<string, string>());
    }

    [TearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Logits_are_those_of_the_adapter_in_play_under_any_alpha([Values] bool isInFloats, [Values(0.5f, 2f, 16f)] float scale)
    {
        Rewrite("a.gguf", isInFloats: isInFloats);
        AssertSameLogits("a.gguf", scale);
    }

    [Test]
    public void An_adapter_without_alpha_counts_once()
    {
        Rewrite("a.gguf", alpha: null);
        AssertSameLogits("a.gguf", scale: 3);
    }

    [Test]
    public void Pairs_that_are_missing_or_of_a_lower_rank_are_made_up_for_and_learn()
    {
        Rewrite("a.gguf", keep: name => !name.Contains("ffn_"), rankOf: name => name.Contains("attn_k") ? 2 : Rank);
        AssertSameLogits("a.gguf", scale: 2);
        Train("b.gguf", s_options, "a.gguf");
        GgufFile trained = GgufFile.Read(_folder["b.gguf"]);
        using var data = new GgufData(trained);
        Assert.Multiple(() =>
        {
            Assert.That(data.Floats(trained.Tensors["blk.1.ffn_up.weight.lora_b"]), Has.Some.Not.Zero);
            Assert.That(data.Floats(trained.Tensors["blk.1.attn_k.weight.lora_b"]).Where((_, i) => i % Rank >= 2), Has.Some.Not.Zero);
        });
    }

    [Test]
    public void The_loss_before_the_first_step_is_the_adapters_own()
    {
        Validated own = Train("first.gguf", s_options).OfType<Validated>().Last(look => look.IsBest);
        List<TrainingEvent> events = Train("second.gguf", s_options with { Alpha = 3 }, "first.gguf");
        Validated start = events.OfType<Validated>().First();
        Assert.Multiple(() =>
        {
            Assert.That(events.FindIndex(e => e is Validated), Is.LessThan(events.FindIndex(e => e is StepDone)));
            Assert.That((start.Step, start.Epoch, start.TrainingLoss, start.IsBest), Is.EqualTo((0, 0, (float?)null, true)));
            Assert.That(start.Loss, Is.EqualTo(own.Loss).Within(1e-3)); // the file is in 16 bits
            Assert.That(GgufFile.Read(_folder["second.gguf"]).Text("ojousama.start.sha256"), Is.EqualTo(Start("first.gguf").Hash));
        });
    }

    [Test]
    public void A_start_that_nothing_beats_is_kept()
    {
        Train("first.gguf", s_options);
        Validated[] looks = [.. Train("second.gguf", s_options with { LearningRate = 0.9f }, "first.gguf").OfType<Validated>()];
        Assert.Multiple(() =>
        {
            Assert.That(looks.Skip(1).Select(look => look.Loss), Is.All.GreaterThan(looks[0].Loss));
            Assert.That(AdapterFiles.Distance(_folder["second.gguf"], _folder["first.gguf"]), Is.Zero);
        });
    }

    [Test]
    public void Without_validation_samples_every_epoch_is_written()
    {
        var looks = Train("a.gguf", s_options, "start.gguf", data: new FixedData(12)).OfType<Validated>();
        Assert.Multiple(() =>
        {
            Assert.That(looks.Select(look => look.Epoch), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(AdapterFiles.Distance(_folder["a.gguf"], _folder["start.gguf"]), Is.GreaterThan(0.01));
        });
    }

    [Test]
    public void A_run_that_was_stopped_goes_on_to_the_same_adapter()
    {
        Train("whole.gguf", s_options, "start.gguf");
        int parts = 0;
        for (bool ended = false; !ended; parts++)
            ended = Train("parts.gguf", s_options, "start.gguf", stopAfter: 2)[^1] is RunEnded { Reason: EndReason.Completed };
        Assert.Multiple(() =>
        {
            Assert.That(parts, Is.GreaterThan(3));
            Assert.That(AdapterFiles.Distance(_folder["parts.gguf"], _folder["whole.gguf"]), Is.Zero);
        });
    }

    [Test]
    public void A_checkpoint_of_another_start_is_not_taken_up()
    {
        Train("a.gguf", s_options, "start.gguf", stopAfter: 2);
        Rewrite("other.gguf", alpha: 9);
        Assert.Multiple(() =>
        {
            Assert.That(FirstStep("other.gguf", stopAfter: 1), Is.Zero);
            Assert.That(FirstStep("other.gguf", stopAfter: 1), Is.EqualTo(1));
            Assert.That(FirstStep(null), Is.Zero);
        });

        int FirstStep(string? start, int stopAfter = int.MaxValue) => Train("a.gguf", s_options, start, stopAfter).OfType<RunStarted>().Single().FirstStep;
    }

    [Test]
    public void Another_base_is_refused()
    {
        Rewrite("a.gguf", baseHash: new string('0', 64));
        AssertRefused("a.gguf", "whose SHA-256 begins with 000000000000", "Name that model by --model");
    }

    [Test]
    public void Another_rank_is_refused() => AssertRefused("start.gguf", "of rank 5", "Leave --rank out", s_options with { Rank = 8 });

    [Test]
    public void A_start_that_would_be_written_over_is_refused() =>
        Assert.That(() => Train("start.gguf", s_options, "start.gguf"), Refused("write over it", "another name for --out"));

    [Test]
    public void Matrices_that_are_not_trained_are_refused()
    {
        TinyModel.Write(_folder["tiny.gguf"], "llama", GgmlType.F32);
        new GgufWriter().Set("general.architecture", "llama").Set("general.type", "adapter").Set("adapter.type", "lora")
            .Add("output.weight.lora_a", [128, Rank], new float[128 * Rank])
            .Add("output.weight.lora_b", [Rank, TinyModel.Vocabulary], new float[Rank * TinyModel.Vocabulary])
            .Write(_folder["head.gguf"]);
        AssertRefused("head.gguf", "'output.weight', which is not trained", "attention and feed-forward only");
    }

    [Test]
    public void Broken_files_are_refused()
    {
        byte[] bytes = File.ReadAllBytes(_folder["start.gguf"]);
        File.WriteAllBytes(_folder["cut.gguf"], bytes[..^500]);
        bytes.AsSpan(bytes.Length - 400).Fill(0xFF);
        File.WriteAllBytes(_folder["nan.gguf"], bytes);
        TinyModel.Write(_folder["other.gguf"], "qwen3", GgmlType.F32);
        Assert.Multiple(() =>
        {
            AssertRefused("cut.gguf", "cut short", "Copy or download it again");
            AssertRefused("nan.gguf", "are no numbers", "Copy, download or convert it again");
            AssertRefused("tiny.gguf", "not a LoRA adapter", "Choose a GGUF adapter");
            Assert.That(() => new AdapterStart(_folder["start.gguf"], _folder["other.gguf"]), Refused("architecture 'gemma3', the model is 'qwen3'", "Train the adapter on this model"));
        });
    }

    AdapterStart Start(string name) => new(_folder[name], _folder["tiny.gguf"]);

    List<TrainingEvent> Train(string output, TrainingOptions options, string? start = null, int stopAfter = int.MaxValue, ITrainingData? data = null)
    {
        using var stop = new CancellationTokenSource();
        var events = new EventRecorder(stop, stopAfter);
        var job = new TrainingJob(_folder["tiny.gguf"], _folder[output], "default", options) { Start = start == null ? null : Start(start) };
        using var trainer = new Trainer(job, data ?? s_data, events);
        trainer.Run(stop.Token);
        return events.Events;
    }

    void AssertSameLogits(string start, float scale)
    {
        int[] tokens = ParityTests.Tokens(48);
        using var model = new BaseModel(_folder["tiny.gguf"]);
        using var adapter = new LoraAdapter(model, Rank, scale, seed: 1);
        Start(start).CopyTo(adapter);
        using var learner = new Learner(model, adapter);
        float[][] play = LlamaReference.Logits(_folder["tiny.gguf"], tokens, _folder[start]);
        Assert.Multiple(() =>
        {
            Assert.That(LlamaReference.Distance(learner.Logits(tokens), play), Is.LessThan(1e-3));
            Assert.That(LlamaReference.Distance(LlamaReference.Logits(_folder["tiny.gguf"], tokens), play), Is.GreaterThan(0.01));
        });
    }

    void AssertRefused(string start, string problem, string remedy, TrainingOptions? options = null) =>
        Assert.That(() => Train("out.gguf", options ?? s_options, start), Refused(problem, remedy));

    static IResolveConstraint Refused(string problem, string remedy) =>
        Throws.TypeOf<OjousamaException>().With.Message.Contains(problem).And.Message.Contains(remedy);

    /// <summary>Writes the adapter of the setup in another form.</summary>
    void Rewrite(
        string name, float? alpha = 10, bool isInFloats = false, string? baseHash = null, Func<string, bool>? keep = null, Func<string, int>? rankOf = null)
    {
        GgufFile file = GgufFile.Read(_folder["start.gguf"]);
        using var data = new GgufData(file);
        GgufWriter writer = new GgufWriter().Set("general.architecture", "gemma3").Set("general.type", "adapter").Set("adapter.type", "lora");
        if (alpha is { } value)
            writer.Set("adapter.lora.alpha", value);
        if (baseHash != null)
            writer.Set(AdapterFile.BaseKey, baseHash);
        foreach (GgufTensor tensor in file.Tensors.Values.Where(t => keep?.Invoke(t.Name) ?? true))
        {
            int rank = rankOf?.Invoke(tensor.Name) ?? Rank;
            bool isA = tensor.Name.EndsWith("lora_a");
            int width = (int)tensor.Shape[isA ? 0 : 1];
            float[] values = [.. data.Floats(tensor).Where((_, i) => (isA ? i / width : i % Rank) < rank)];
            long[] shape = isA ? [width, rank] : [rank, width];
            if (isInFloats)
                writer.Add(tensor.Name, shape, values);
            else
                writer.AddHalves(tensor.Name, shape, i => values[i]);
        }

        writer.Write(_folder[name]);
    }
}
