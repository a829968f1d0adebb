using Ojousama.Inference;

namespace Ojousama.Benchmarks;

/// <summary>Requests whose length does not depend on what the model says.</summary>
internal static class Requests
{
    static readonly Dictionary<string, float> s_endless = new()
    {
        ["<end_of_turn>"] = float.NegativeInfinity,
        ["<eos>"] = float.NegativeInfinity,
    };

    /// <summary>A reply of exactly so many tokens, sampled as in a game.</summary>
    public static GenerationRequest Endless(int tokens, bool withAdapter, string opening = "お茶会のお話を、長く聞かせて。", uint seed = 1) => new(
    [
        PromptSegment.Control("<start_of_turn>"), PromptSegment.Literal($"user\n{opening}"), PromptSegment.Control("<end_of_turn>"),
        PromptSegment.Literal("\n"), PromptSegment.Control("<start_of_turn>"), PromptSegment.Literal("model\n"),
    ])
    {
        Adapter = withAdapter ? Machine.AdapterFile : null,
        MaxTokens = tokens,
        Sampling = new SamplingOptions { Seed = seed, LogitBias = s_endless },
    };

    /// <summary>Reads a stream to its end.</summary>
    public static async Task<GenerationEnd> RunAsync(this IDialogueModel model, GenerationRequest request, CancellationToken cancellationToken = default)
    {
        GenerationEnd? end = null;
        await foreach (GenerationItem item in model.GenerateAsync(request, cancellationToken).ConfigureAwait(false))
            end = item.End;
        return end!.Error == null ? end : throw end.Error;
    }
}
