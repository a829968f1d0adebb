using Ojousama.Dialogue;
using Ojousama.Loading;

namespace Ojousama.Benchmarks.Figures;

/// <summary>The tenth turn of a talk: the model's time to its first token with the talk in the cache, and with an empty one.</summary>
internal sealed class WarmPrefixFigure : IFigure
{
    public static IReadOnlyList<string> Lines { get; } =
    [
        "ごきげんよう。", "お名前を教えて。", "何年生ですか？", "趣味は何ですか？", "好きなお茶はありますか？",
        "苦手なものは？", "放課後はいつも何をしているの？", "好きな季節はいつ？", "どんな本を読むの？", "今日はとても楽しかった。またお話ししてくれる？",
    ];

    public string Name => "first token, 10th turn: cold prefill ÷ ours";

    public Bar Bar => new(8);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        using var character = await LoadedCharacter.LoadAsync(Machine.Sheet, gpuLayers: machine.GpuLayers);
        var warm = new List<double>();
        var cold = new List<double>();
        int prompt = 0;
        for (int i = 0; i < machine.Pairs; i++)
        {
            var model = new WatchedModel(character.Model);
            var conversation = new Conversation(character.Sheet, model, character.Facts, Machine.AdapterFile, new ConversationOptions { IsPlain = true });
            Turn? turn = null;
            foreach (string line in Lines)
                turn = await conversation.FinishAsync(line);
            warm.Add(turn!.Timings.Generation.FirstToken.TotalMilliseconds);
            prompt = turn.Timings.Generation.PrefillTokens + turn.Timings.Generation.CachedTokens;
            using var empty = await machine.LoadAsync();
            await empty.RunAsync(Requests.Endless(2, withAdapter: true)); // its first batch and its adapter cost extra
            cold.Add((await empty.RunAsync(model.LastRequest!)).Timings.FirstToken.TotalMilliseconds);
        }

        return new Outcome(
            Machine.Median(cold.Zip(warm, (c, w) => c / w)),
            $"{Machine.Median(cold):F0} and {Machine.Median(warm):F0} ms, medians of {machine.Pairs} talks, prompt of about {prompt} tokens");
    }
}
