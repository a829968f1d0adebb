using System.Diagnostics;
using Ojousama.Inference;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Eight replies in one batch beside one alone, with the adapter.</summary>
internal sealed class ManyConversationsFigure(double least) : IFigure
{
    const int Talks = 8, Tokens = 64;

    public string Name => "8 conversations, total tokens/s ÷ one";

    public Bar Bar => new(least);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        var model = await machine.ModelAsync();
        var (together, alone, ratio) = await machine.AlternateAsync(() => RateAsync(model, Talks), () => RateAsync(model, 1));
        return new Outcome(ratio, $"{together:F1} and {alone:F1} tokens/s, {machine.Threads} threads, medians of {machine.Pairs} pairs");
    }

    /// <summary>From the moment when all are generating until the first ends.</summary>
    public static async Task<double> RateAsync(IDialogueModel model, int talks)
    {
        var opening = Enumerable.Range(0, talks).Select(i => Requests.Endless(Tokens, withAdapter: true, $"{i}つ目のお話を聞かせて。", seed: (uint)i)).ToArray();
        await Task.WhenAll(opening.Select(r => model.RunAsync(r with { MaxTokens = 0 }))); // prompts are in the cache from here on
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(opening.Select(r => model.RunAsync(r)));
        return talks * Tokens / watch.Elapsed.TotalSeconds;
    }
}
