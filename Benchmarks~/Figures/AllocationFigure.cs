using Ojousama.Inference;

namespace Ojousama.Benchmarks.Figures;

/// <summary>What each token of a running reply costs the garbage collector, over all threads, the consumer's included.</summary>
internal sealed class AllocationFigure : IFigure
{
    const int First = 32, Tokens = 288;

    public string Name => "managed bytes allocated a token";

    public Bar Bar => new(0, AtMost: true, Unit: " B");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        var model = await machine.ModelAsync();
        var runs = new List<double>();
        for (int i = 0; i < 7; i++) // the first ones also spell tokens for the first time, and compile
            runs.Add(await BytesAsync(model));
        double steady = runs.Skip(2).Min();
        return new Outcome(steady, $"least of 5 replies; median {Machine.Median(runs.Skip(2)):F2} B, over tokens {First} to {Tokens}");
    }

    public static async Task<double> BytesAsync(IDialogueModel model)
    {
        int count = 0;
        long begin = 0;
        await foreach (GenerationItem item in model.GenerateAsync(Requests.Endless(Tokens + 1, withAdapter: true)).ConfigureAwait(false))
        {
            count++;
            if (count == First)
                begin = GC.GetTotalAllocatedBytes(precise: false);
            if (count == Tokens)
                return (GC.GetTotalAllocatedBytes(precise: false) - begin) / (double)(Tokens - First);
        }

        throw new OjousamaException("The reply ended early", "Report it");
    }
}
