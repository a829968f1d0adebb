using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Writing a reply while the game keeps cores busy, beside what llama-bench's single thread writes on the quiet machine.</summary>
/// <param name="allCores">Whether as many threads compute as there are cores; else one does.</param>
internal sealed class BusyDecodeFigure(bool allCores) : IFigure
{
    const int Tokens = 128;

    static int Busy(bool all) => all ? Environment.ProcessorCount : 1;

    public string Name => allCores
        ? "decode tokens/s, all cores busy ÷ the fair share of llama-bench's one thread"
        : "decode tokens/s, one core busy ÷ llama-bench with one thread on the quiet machine";

    public Bar Bar => new(allCores ? 0.4 : 0.9);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        double share = allCores ? Environment.ProcessorCount / (Environment.ProcessorCount + 1.0) : 1; // one thread more than cores
        int depth;
        using (LlamaDialogueModel counter = await machine.LoadAsync(conversations: 1))
            depth = counter.CountTokens(Requests.Endless(Tokens, withAdapter: false).Prompt);
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            async () =>
            {
                using var cores = new BusyCores(Busy(allCores));
                return await machine.LoadedAnewAsync(async model => (await model.RunAsync(Requests.Endless(Tokens, withAdapter: false))).Timings.TokensPerSecond);
            },
            async () => share * await LlamaBench.RunAsync(machine, 0, Tokens, null, depth, threads: 1));
        return new Outcome(ratio, $"{ours:F1} and {theirs:F1} tokens/s, medians of {machine.Pairs} pairs, {Busy(allCores)} of {Environment.ProcessorCount} cores busy");
    }
}
