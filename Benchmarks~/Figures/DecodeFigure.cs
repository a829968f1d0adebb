using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Generating one reply with all that a game needs (sampling, text, stream), beside llama-bench's bare loop without a sampler.</summary>
internal sealed class DecodeFigure(bool withAdapter) : IFigure
{
    const int Tokens = 128;

    public string Name => $"decode tokens/s ÷ llama-bench, {(withAdapter ? "with adapter" : "bare model")}";

    public Bar Bar => new(0.97);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string? adapter = withAdapter ? Machine.AdapterFile : null;
        int depth; // later tokens look back at more, so theirs begin as late as ours
        using (LlamaDialogueModel counter = await machine.LoadAsync(conversations: 1))
            depth = counter.CountTokens(Requests.Endless(Tokens, withAdapter).Prompt);
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            () => machine.LoadedAnewAsync(async model => (await model.RunAsync(Requests.Endless(Tokens, withAdapter))).Timings.TokensPerSecond),
            () => LlamaBench.RunAsync(machine, 0, Tokens, adapter, depth));
        return new Outcome(ratio, $"{ours:F1} and {theirs:F1} tokens/s, medians of {machine.Pairs} pairs, {Tokens} tokens after {depth}, {machine.Threads} threads");
    }
}
