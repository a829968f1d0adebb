using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.LLamaSharp;
using Ojousama.Loading;

namespace Ojousama.Benchmarks.Figures;

/// <summary>The package's own engine beside LLamaSharp behind the same interface, in one process, in turns: above 1 ours is the better one.</summary>
internal static class LLamaSharpFigures
{
    const int Tokens = 128, Talks = 8;

    public static IReadOnlyList<IFigure> All { get; } =
    [
        new Figure("decode tokens/s ÷ LLamaSharp, with adapter", new Bar(1), DecodeAsync),
        new Figure("first token, 10th turn: LLamaSharp ÷ ours", new Bar(1), FirstTokenAsync),
        new Figure($"{Talks} conversations, tokens/s ÷ LLamaSharp", new Bar(1), TalksAsync),
        new Figure("managed bytes a token: ours ÷ LLamaSharp", new Bar(1, AtMost: true), BytesAsync),
    ];

    static async Task<Outcome> DecodeAsync(Machine machine)
    {
        GenerationRequest request = Requests.Endless(Tokens, withAdapter: true);
        using LLamaSharpDialogueModel other = await LoadAsync(machine);
        using LlamaDialogueModel own = await machine.LoadAsync();
        await other.RunAsync(request);
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            async () => (await own.RunAsync(request)).Timings.TokensPerSecond, async () => (await other.RunAsync(request)).Timings.TokensPerSecond);
        return new Outcome(ratio, $"{ours:F1} and {theirs:F1} tokens/s, medians of {machine.Pairs} pairs, {Tokens} tokens, {machine.Threads} threads");
    }

    static async Task<Outcome> FirstTokenAsync(Machine machine)
    {
        using var character = await LoadedCharacter.LoadAsync(Machine.Sheet, gpuLayers: machine.GpuLayers);
        using LLamaSharpDialogueModel other = await LoadAsync(machine);
        using LlamaDialogueModel own = await machine.LoadAsync();
        var (ours, theirs, _) = await machine.AlternateAsync(() => TenthAsync(character, own), () => TenthAsync(character, other));
        return new Outcome(theirs / ours, $"{ours:F1} and {theirs:F1} ms, medians of {machine.Pairs} talks");
    }

    static async Task<double> TenthAsync(LoadedCharacter character, IDialogueModel model)
    {
        var conversation = new Conversation(character.Sheet, model, character.Facts, Machine.AdapterFile, new ConversationOptions { IsPlain = true });
        Turn? turn = null;
        foreach (string line in WarmPrefixFigure.Lines)
            turn = await conversation.FinishAsync(line);
        return turn!.Timings.Generation.FirstToken.TotalMilliseconds;
    }

    static async Task<Outcome> TalksAsync(Machine machine)
    {
        using LLamaSharpDialogueModel other = await LoadAsync(machine);
        using LlamaDialogueModel own = await machine.LoadAsync();
        var (ours, theirs, ratio) = await machine.AlternateAsync(() => ManyConversationsFigure.RateAsync(own, Talks), () => ManyConversationsFigure.RateAsync(other, Talks));
        return new Outcome(ratio, $"{ours:F1} and {theirs:F1} tokens/s together, medians of {machine.Pairs} pairs, {machine.Threads} threads");
    }

    static async Task<Outcome> BytesAsync(Machine machine)
    {
        using LLamaSharpDialogueModel other = await LoadAsync(machine);
        using LlamaDialogueModel own = await machine.LoadAsync();
        for (int i = 0; i < 2; i++) // the first ones also spell tokens for the first time, and compile
        {
            await AllocationFigure.BytesAsync(own);
            await AllocationFigure.BytesAsync(other);
        }

        double ours = await AllocationFigure.BytesAsync(own), theirs = await AllocationFigure.BytesAsync(other);
        return new Outcome(ours / theirs, $"{ours:F1} and {theirs:F1} B");
    }

    static Task<LLamaSharpDialogueModel> LoadAsync(Machine machine) =>
        LLamaSharpDialogueModel.LoadAsync(Machine.ModelFile, new DialogueModelOptions { Threads = machine.Threads, GpuLayers = machine.GpuLayers });

    sealed class Figure(string name, Bar bar, Func<Machine, Task<Outcome>> measure) : IFigure
    {
        public string Name => name;

        public Bar Bar => bar;

        public Task<Outcome> MeasureAsync(Machine machine) => measure(machine);
    }
}
