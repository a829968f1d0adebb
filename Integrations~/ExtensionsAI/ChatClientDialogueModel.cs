using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.ExtensionsAI;

/// <summary>Any provider of Microsoft.Extensions.AI as a model of this package: hand it to a <c>Conversation</c> with <see cref="Format"/>.</summary>
/// <remarks>
/// Thread-safe if the client is; the client is the caller's to dispose. Turns go as messages. What an <see cref="IChatClient"/> has no word for
/// (min-p, DRY, grammars, adapters) is told to the log once and left out.
/// </remarks>
public sealed class ChatClientDialogueModel : IDialogueModel
{
    readonly IChatClient _client;
    readonly string? _model;
    readonly Action<string>? _log;
    readonly HashSet<string> _told = [];

    /// <param name="client">Speaks.</param>
    /// <param name="contextTokens">Tokens of one conversation that it sees at once, reply included.</param>
    /// <param name="model">One of several models of the client; null for its own choice.</param>
    /// <param name="log">Told once each what the client does not know. Null for silence.</param>
    public ChatClientDialogueModel(IChatClient client, int contextTokens = 4096, string? model = null, Action<string>? log = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextTokens, 64);
        _client = client;
        ContextTokens = contextTokens;
        _model = model;
        _log = log;
    }

    /// <summary>The format that prompts for it must be written in; its turns become messages.</summary>
    public static ChatTemplate Format => ChatTemplate.ChatMl;

    /// <inheritdoc/>
    public int ContextTokens { get; }

    /// <inheritdoc/>
    /// <remarks>Estimated: a token a character outside of ASCII, half of one within.</remarks>
    public int CountTokens(IReadOnlyList<PromptSegment> prompt) =>
        1 + prompt.Sum(s => s.IsControl ? 1 : (s.Text.Sum(c => c < 0x80 ? 1 : 2) + 1) / 2);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        if (request.MaxTokens <= 0) // nothing can be read ahead
        {
            yield return GenerationItem.Last(new GenerationEnd(StopReason.Length, default));
            yield break;
        }

        await using var updates = _client.GetStreamingResponseAsync(MessagesOf(request), OptionsOf(request), cancellationToken).GetAsyncEnumerator(cancellationToken);
        TimeSpan first = default;
        int pieces = 0;
        UsageDetails? usage = null;
        ChatFinishReason? finished = null;
        for (;;)
        {
            string? text;
            OjousamaException? error = null;
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    break;
                text = updates.Current.Text;
                finished = updates.Current.FinishReason ?? finished;
                usage = updates.Current.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                text = "";
                error = new OjousamaException($"The chat client failed: {e.Message.TrimEnd('.')}", "Look at its provider, and say the line again", e);
            }

            if (error != null)
            {
                yield return GenerationItem.Last(new GenerationEnd(StopReason.Error, Timings(), error));
                yield break;
            }

            if (text.Length == 0)
                continue;
            if (pieces++ == 0)
                first = watch.Elapsed;
            yield return GenerationItem.Piece(text, -1);
        }

        StopReason reason = cancellationToken.IsCancellationRequested ? StopReason.Cancelled : finished == ChatFinishReason.Length ? StopReason.Length : StopReason.End;
        yield return GenerationItem.Last(new GenerationEnd(reason, Timings()));

        GenerationTimings Timings() => new()
        {
            FirstToken = first,
            Total = watch.Elapsed,
            PrefillTokens = (int)(usage?.InputTokenCount - (usage?.CachedInputTokenCount ?? 0) ?? 0),
            CachedTokens = (int)(usage?.CachedInputTokenCount ?? 0),
            GeneratedTokens = (int)(usage?.OutputTokenCount ?? pieces),
        };
    }

    static IEnumerable<ChatMessage> MessagesOf(GenerationRequest request) => PromptMessage.Read(request.Prompt, Format).Select(message => new ChatMessage(
        message.Role switch { PromptRole.System => ChatRole.System, PromptRole.User => ChatRole.User, _ => ChatRole.Assistant }, message.Text));

    ChatOptions OptionsOf(GenerationRequest request)
    {
        SamplingOptions sampling = request.Sampling;
        Tell(request.Adapter != null, "adapters");
        Tell(sampling.MinP > 0f && sampling.Temperature > 0f, "min-p");
        Tell(sampling.DryMultiplier > 0f || sampling.RepetitionPenalty != 1f, "penalties of what repeats");
        Tell(sampling.Grammar != null, "grammars");
        Tell(sampling.LogitBias != null, "logit biases");
        return new ChatOptions
        {
            ModelId = _model,
            MaxOutputTokens = request.MaxTokens,
            Temperature = sampling.Temperature,
            TopP = sampling.TopP,
            Seed = sampling.Seed,
            StopSequences = request.StopStrings.Count > 0 ? [.. request.StopStrings] : null,
        };
    }

    void Tell(bool isAsked, string what)
    {
        lock (_told)
        {
            if (!isAsked || !_told.Add(what))
                return;
        }

        _log?.Invoke($"A chat client knows no {what}: they are left out");
    }
}
