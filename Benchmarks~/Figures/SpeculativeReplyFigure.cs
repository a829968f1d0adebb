using System.Diagnostics;
using Ojousama.Dialogue;
using Ojousama.Loading;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A choice that was answered ahead: from picking it to the first text that may be shown.</summary>
internal sealed class SpeculativeReplyFigure : IFigure
{
    public string Name => "prefetched choice, time to first character";

    public Bar Bar => new(16, AtMost: true, Unit: " ms");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        using var character = await LoadedCharacter.LoadAsync(Machine.Sheet, gpuLayers: machine.GpuLayers);
        var speculative = new List<double>();
        var plain = new List<double>();
        for (int i = 0; i < Math.Max(5, machine.Pairs); i++)
        {
            string[] choices = ["お茶にしない？", "ご趣味は？", "また明日。"];
            var model = new WatchedModel(character.Model);
            var conversation = new Conversation(character.Sheet, model, character.Facts, Machine.AdapterFile, new ConversationOptions { IsPlain = true });
            await conversation.FinishAsync("ごきげんよう。");
            conversation.Prefetch(choices);
            await model.WhenIdleAsync(choices.Length);
            speculative.Add(await FirstTextAsync(conversation, choices[i % choices.Length]));
            plain.Add(await FirstTextAsync(conversation, "好きな季節は？"));
        }

        return new Outcome(speculative.Max(), $"slowest of {speculative.Count}; median {Machine.Median(speculative):F2} ms, not prefetched {Machine.Median(plain):F0} ms");
    }

    static async Task<double> FirstTextAsync(Conversation conversation, string line)
    {
        var watch = Stopwatch.StartNew();
        double? first = null;
        await foreach (DialogueItem item in conversation.SayAsync(line))
        {
            if (item is TextPiece or TurnFailed)
                first ??= watch.Elapsed.TotalMilliseconds;
        }

        return first!.Value;
    }
}
