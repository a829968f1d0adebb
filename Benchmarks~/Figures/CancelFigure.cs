using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A reply is cancelled, in its middle or while its prompt is read: how long until the worker takes up the next request.</summary>
internal sealed class CancelFigure : IFigure
{
    public string Name => "cancel: until new work is accepted, in decode steps";

    public Bar Bar => new(1, AtMost: true, Unit: " steps");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        var model = await machine.ModelAsync();
        double step = 1000 / (await model.RunAsync(Requests.Endless(64, withAdapter: true))).Timings.TokensPerSecond;
        var generating = new List<double>();
        var reading = new List<double>();
        var random = new Random(5);
        for (int i = 0; i < 4 * machine.Pairs; i++)
        {
            generating.Add(await CancelAsync(model, Requests.Endless(400, withAdapter: true), 40 + random.NextDouble() * 60));
            int[] prompt = [.. Enumerable.Range(0, 1500).Select(_ => random.Next(1000, 20000))];
            reading.Add(await CancelAsync(
                model, new GenerationRequest([PromptSegment.Sampled("", prompt)]) { Adapter = Machine.AdapterFile, MaxTokens = 1 }, 40 + random.NextDouble() * 200));
        }

        return new Outcome(
            Math.Max(Machine.Median(generating), Machine.Median(reading)) / step,
            $"medians {Machine.Median(generating):F2} ms while generating, {Machine.Median(reading):F2} ms while reading; slowest {generating.Max():F1} and {reading.Max():F1} ms; a step takes {step:F1} ms");
    }

    static async Task<double> CancelAsync(LlamaDialogueModel model, GenerationRequest request, double afterMs)
    {
        using var cancellation = new CancellationTokenSource();
        Task<GenerationEnd> cancelled = model.RunAsync(request, cancellation.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(afterMs));
        cancellation.Cancel();
        GenerationEnd next = await model.RunAsync(Requests.Endless(1, withAdapter: true));
        await cancelled;
        return next.Timings.Queued.TotalMilliseconds;
    }
}
