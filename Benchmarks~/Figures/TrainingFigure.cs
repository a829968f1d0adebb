using System.Diagnostics;
using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Optimization;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Whole training steps beside llama-bench's reading of a prompt. Forward and backward of a frozen model cost twice as much as reading.</summary>
internal sealed class TrainingFigure : IFigure
{
    const int Samples = 8, Length = 128, Prompt = 512;

    public string Name => "trained tokens/s ÷ llama-bench prefill";

    public Bar Bar => new(0.15);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        GgmlLibrary.Load().Cpu.SetThreads(machine.Threads);
        using Backend backend = machine.Gpu is { } gpu ? new DeviceBackend(gpu) : GgmlLibrary.Load().Cpu;
        using var model = new BaseModel(Machine.ModelFile, backend);
        using var adapter = new LoraAdapter(model, rank: 8, scale: 2, seed: 1);
        using var learner = new Learner(model, adapter);
        var optimizer = new AdamW(clip: 1, weightDecay: 0);
        Batch batch = RandomBatch(model.Shape.Vocabulary);
        int step = 0;
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            () =>
            {
                long start = Stopwatch.GetTimestamp();
                learner.Learn(batch, batch.TargetCount, dropout: 0.05f, seed: (uint)++step);
                optimizer.Step([.. adapter.Parameters], step, learningRate: 1e-4f);
                return Task.FromResult(batch.TokenCount / Stopwatch.GetElapsedTime(start).TotalSeconds);
            },
            () => LlamaBench.RunAsync(machine, Prompt, 0, null));
        return new Outcome(ratio, $"{ours:F0} and {theirs:F0} tokens/s, medians of {machine.Pairs} pairs, {Samples} × {Length} tokens a step, rank 8, {machine.Threads} threads");
    }

    /// <summary>A quarter of each sample is learnt, as of a prompt with its reply.</summary>
    static Batch RandomBatch(int vocabulary)
    {
        var random = new Random(1);
        return Batch.Of([.. Enumerable.Range(0, Samples).Select(_ => new TokenizedSample(
            [.. Enumerable.Range(0, Length).Select(_ => random.Next(1000, vocabulary))], [.. Enumerable.Range(Length * 3 / 4, Length / 4)]))]);
    }
}
