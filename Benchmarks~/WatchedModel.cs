using System.Runtime.CompilerServices;
using Ojousama.Dialogue;
using Ojousama.Inference;

namespace Ojousama.Benchmarks;

/// <summary>Passes everything on, and knows what was asked for and what has ended.</summary>
internal sealed class WatchedModel(IDialogueModel model) : IDialogueModel
{
    int _ended;

    public GenerationRequest? LastRequest { get; private set; }

    public int ContextTokens => model.ContextTokens;

    public int CountTokens(IReadOnlyList<PromptSegment> prompt) => model.CountTokens(prompt);

    public async IAsyncEnumerable<GenerationItem> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LastRequest = request;
        await foreach (GenerationItem item in model.GenerateAsync(request, cancellationToken))
        {
            if (item.IsLast && request.Priority != null && request.MaxTokens > 0)
                Interlocked.Increment(ref _ended);
            yield return item;
        }
    }

    /// <summary>Waits until so many replies ahead of time have ended, and a moment more for who reads them.</summary>
    public async Task WhenIdleAsync(int replies)
    {
        while (Volatile.Read(ref _ended) < replies)
            await Task.Delay(10);
        await Task.Delay(20);
    }
}

internal static class ConversationExtensions
{
    /// <summary>Says a line and waits for the end of the reply.</summary>
    /// <returns>The turn; of a refused or failed one its timings are zero.</returns>
    public static async Task<Turn> FinishAsync(this Conversation conversation, string line)
    {
        Turn? turn = null;
        await foreach (DialogueItem item in conversation.SayAsync(line))
            turn = item is TurnFinished finished ? finished.Turn : item is TurnFailed failed ? failed.Turn : turn;
        return turn!;
    }
}
