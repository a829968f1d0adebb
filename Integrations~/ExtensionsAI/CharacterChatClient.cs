using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Ojousama.Dialogue;
using Ojousama.Loading;
using Ojousama.Prompting;
using Ojousama.Text;

namespace Ojousama.ExtensionsAI;

/// <summary>A character as a chat client: whatever is built on Microsoft.Extensions.AI can talk with her, her recall and guards included.</summary>
/// <remarks>
/// Thread-safe. As usual for chat clients, each call brings the whole conversation; system messages and options are passed over, because who she
/// is and how she speaks is her sheet's. The character is the caller's to dispose.
/// </remarks>
public sealed class CharacterChatClient : IChatClient
{
    readonly Func<ConversationOptions?, Conversation> _start;
    readonly Func<ConversationOptions>? _options;
    readonly ChatClientMetadata _metadata;

    /// <param name="character">Who answers.</param>
    /// <param name="options">How each conversation is led; null for the defaults.</param>
    public CharacterChatClient(LoadedCharacter character, Func<ConversationOptions>? options = null)
        : this(character.Sheet.ShownName, character.StartConversation, options)
    {
    }

    /// <param name="name">Of who answers.</param>
    /// <param name="start">Begins a conversation.</param>
    /// <param name="options">How each conversation is led; null for the defaults.</param>
    public CharacterChatClient(string name, Func<ConversationOptions?, Conversation> start, Func<ConversationOptions>? options = null)
    {
        _start = start;
        _options = options;
        _metadata = new ChatClientMetadata("ojousama", defaultModelId: name);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="OjousamaException">The last message is not the user's.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (history, line) = Read(messages);
        Conversation conversation = _start(_options?.Invoke());
        conversation.RestoreHistory(history);
        string response = Guid.NewGuid().ToString("N"), message = Guid.NewGuid().ToString("N");
        await foreach (DialogueItem item in conversation.SayAsync(line, cancellationToken).ConfigureAwait(false))
        {
            switch (item)
            {
                case TextPiece piece when Markup.Strip(piece.Text) is { Length: > 0 } text:
                    yield return Update(new TextContent(text));
                    break;
                case TurnFinished finished:
                    yield return Ended(finished.Turn);
                    break;
                case TurnFailed failed: // the scene goes on with the author's line, here as in a game
                    yield return Update(new TextContent(failed.FallbackLine));
                    yield return Ended(failed.Turn);
                    break;
            }
        }

        ChatResponseUpdate Update(params IEnumerable<AIContent> contents) => new(ChatRole.Assistant, [.. contents])
        {
            AuthorName = _metadata.DefaultModelId, ResponseId = response, MessageId = message, ModelId = _metadata.DefaultModelId,
        };

        ChatResponseUpdate Ended(Turn turn)
        {
            var generation = turn.Timings.Generation;
            ChatResponseUpdate update = Update(new UsageContent(new UsageDetails
            {
                InputTokenCount = generation.PrefillTokens + generation.CachedTokens,
                CachedInputTokenCount = generation.CachedTokens,
                OutputTokenCount = generation.GeneratedTokens,
                TotalTokenCount = generation.PrefillTokens + generation.CachedTokens + generation.GeneratedTokens,
            }));
            update.FinishReason = turn.StopReason switch
            {
                Inference.StopReason.Length => ChatFinishReason.Length,
                Inference.StopReason.Guard => ChatFinishReason.ContentFilter,
                _ => ChatFinishReason.Stop,
            };
            return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey != null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Does nothing: the character is the caller's.</summary>
    public void Dispose()
    {
    }

    /// <summary>Messages of one side that follow each other are one; a line that was never answered stands with an empty reply.</summary>
    static (IReadOnlyList<Exchange> History, string Line) Read(IEnumerable<ChatMessage> messages)
    {
        var history = new List<Exchange>();
        string? line = null;
        foreach (ChatMessage message in messages)
        {
            if (message.Role == ChatRole.User)
                line = line == null ? message.Text : $"{line}\n{message.Text}";
            else if (message.Role == ChatRole.Assistant && line != null)
            {
                history.Add(new Exchange(line, [], message.Text));
                line = null;
            }
            else if (message.Role == ChatRole.Assistant && history.Count > 0)
                history[^1] = new Exchange(history[^1].PlayerLine, [], history[^1].Reply + message.Text);
        }

        return (history, line ?? throw new OjousamaException("The conversation ends with no line of the user's", "Put what is to be answered as the last message"));
    }
}
