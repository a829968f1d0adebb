using Ojousama.Inference;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Reading a prompt that is not in the cache, beside llama-bench.</summary>
internal sealed class PrefillFigure(bool withAdapter) : IFigure
{
    const int Tokens = 512;

    readonly Random _random = new(1);

    public string Name => $"prefill tokens/s ÷ llama-bench, {(withAdapter ? "with adapter" : "bare model")}";

    public Bar Bar => new(0.95);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string? adapter = withAdapter ? Machine.AdapterFile : null;
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            () => machine.LoadedAnewAsync(async model =>
            {
                GenerationTimings t = (await model.RunAsync(Prompt(adapter))).Timings;
                return t.PrefillTokens / (t.Total - t.Queued).TotalSeconds;
            }),
            () => LlamaBench.RunAsync(machine, Tokens, 0, adapter));
        return new Outcome(ratio, $"{ours:F0} and {theirs:F0} tokens/s, medians of {machine.Pairs} pairs, {Tokens} tokens, {machine.Threads} threads");
    }

    /// <summary>BOS and random tokens, as llama-bench takes them.</summary>
    GenerationRequest Prompt(string? adapter)
    {
        int[] tokens = [.. Enumerable.Range(0, Tokens - 1).Select(_ => _random.Next(1000, 20000))];
        return new GenerationRequest([PromptSegment.Sampled("", tokens)]) { Adapter = adapter, MaxTokens = 0 };
    }
}
