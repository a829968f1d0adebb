using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Generating one reply with all that a game needs (sampling, text, stream), beside llama-bench's bare loop without a sampler, with as many threads as it is fastest with.</summary>
internal sealed class DecodeFigure(bool withAdapter) : IFigure
{
    const int Tokens = 128;

    public string Name => $"decode tokens/s ÷ llama-bench at its best thread count, {(withAdapter ? "with adapter" : "bare model")}";

    public Bar Bar => new(0.97);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string? adapter = withAdapter ? Machine.AdapterFile : null;
        int depth; // later tokens look back at more, so theirs begin as late as ours
        using (LlamaDialogueModel counter = await machine.LoadAsync(conversations: 1))
            depth = counter.CountTokens(Requests.Endless(Tokens, withAdapter).Prompt);
        int best = await BestThreadsAsync(machine, adapter, depth);
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            () => machine.LoadedAnewAsync(async model => (await model.RunAsync(Requests.Endless(Tokens, withAdapter))).Timings.TokensPerSecond),
            () => LlamaBench.RunAsync(machine, 0, Tokens, adapter, depth, best));
        return new Outcome(ratio, $"{ours:F1} and {theirs:F1} tokens/s, medians of {machine.Pairs} pairs, {Tokens} tokens after {depth}, {best} of {machine.Threads} threads");
    }

    static async Task<int> BestThreadsAsync(Machine machine, string? adapter, int depth)
    {
        var rates = new List<(int Threads, double Rate)>();
        for (int threads = 1; threads <= machine.Threads; threads++)
            rates.Add((threads, await LlamaBench.RunAsync(machine, 0, Tokens, adapter, depth, threads)));
        return rates.MaxBy(r => r.Rate).Threads;
    }
}
