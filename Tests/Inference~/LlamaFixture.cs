using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Prompting;

namespace Ojousama.Tests.Inference;

/// <summary>What the tests with the real model share.</summary>
internal static class LlamaFixture
{
    public const string Model = "gemma-3-270m-ja.gguf";
    public const string Adapter = "heroines.gguf";
    public const string Embedder = "multilingual-e5-small-ja.gguf";
    public const string Instruction = "お嬢様として一文で答える。";

    public static Task<LlamaDialogueModel> LoadAsync(int conversations = 4, int contextTokens = 512) =>
        LlamaDialogueModel.LoadAsync(Model, new DialogueModelOptions { ContextTokens = contextTokens, MaxConversations = conversations, Threads = 2 });

    public static IReadOnlyList<PromptSegment> Prompt(string line, params string[] facts) =>
        new PromptWriter(ChatTemplate.Gemma).Write(Instruction, Array.Empty<Exchange>(), facts, line);

    public static GenerationRequest Request(string line, string? adapter = Adapter, int maxTokens = 48, SamplingOptions? sampling = null, params string[] facts) =>
        new(Prompt(line, facts)) { Adapter = adapter, MaxTokens = maxTokens, Sampling = sampling ?? SamplingOptions.Greedy };

    public static async Task<Reply> ReadAsync(this IDialogueModel model, GenerationRequest request, CancellationToken ct = default)
    {
        var text = new System.Text.StringBuilder();
        var tokens = new List<int>();
        await foreach (GenerationItem item in model.GenerateAsync(request, ct))
        {
            text.Append(item.Text);
            if (item.IsLast)
                return new Reply(text.ToString(), tokens, item.End!);
            tokens.Add(item.Token);
        }

        throw new InvalidOperationException("The stream ended without a last item.");
    }
}

internal sealed record Reply(string Text, List<int> Tokens, GenerationEnd End);
