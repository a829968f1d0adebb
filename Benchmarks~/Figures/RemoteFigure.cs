using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Remote;
using Ojousama.Tests.Inference.Remote;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A reply of llama-server through localhost beside the same reply in this process: what the wire and the server's own loop cost.</summary>
internal sealed class RemoteFigure(bool isFirstToken) : IFigure
{
    const int Tokens = 128;

    int _talks;

    public string Name => isFirstToken ? "first token through localhost ÷ in this process" : "decode tokens/s through localhost ÷ in this process";

    public Bar Bar => isFirstToken ? new(1.25, AtMost: true) : new(0.9);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        using LlamaServerProcess server = await LlamaServer.StartAsync(machine, slots: 1);
        using RemoteDialogueModel remote = await LlamaServer.ConnectAsync(server);
        using LlamaDialogueModel local = await machine.LoadAsync(conversations: 1);
        await RateAsync(remote); // both are warm from here on
        await RateAsync(local);
        var (there, here, ratio) = await machine.AlternateAsync(() => RateAsync(remote), () => RateAsync(local));
        string unit = isFirstToken ? "ms, of a new prompt" : $"tokens/s, {Tokens} tokens";
        return new Outcome(ratio, $"{there:F1} and {here:F1} {unit}, {machine.Threads} threads, medians of {machine.Pairs} pairs");
    }

    /// <summary>Each time another prompt, so that no cache helps.</summary>
    async Task<double> RateAsync(IDialogueModel model)
    {
        GenerationRequest request = Requests.Endless(Tokens, withAdapter: true, $"{_talks++}つ目のお話です。お茶会のことを、長く聞かせてください。");
        GenerationTimings timings = (await model.RunAsync(request)).Timings;
        return isFirstToken ? timings.FirstToken.TotalMilliseconds : timings.TokensPerSecond;
    }
}
