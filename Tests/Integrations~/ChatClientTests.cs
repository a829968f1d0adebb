using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.ExtensionsAI;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Tests.Dialogue;
using Ojousama.Tests.Inference;

namespace Ojousama.Tests.Integrations;

/// <summary>Microsoft.Extensions.AI's clients as models, and characters as clients.</summary>
public sealed class ChatClientTests
{
    static readonly CharacterSheet s_sheet = new() { name = "絢音", instruction = "一文で。", fallbackLine = "ごめんあそばせ。" };

    [Test]
    public async Task AClientSpeaksForACharacter()
    {
        var log = new List<string>();
        var client = new ScriptedClient("ごきげん", "よう。");
        var model = new ChatClientDialogueModel(client, model: "some", log: log.Add);
        var conversation = new Conversation(s_sheet, model, null, "adapter.gguf", new ConversationOptions { IsPlain = true }, ChatClientDialogueModel.Format);
        await conversation.SayAsync("やあ").ToArrayAsync();
        var finished = (TurnFinished)(await conversation.SayAsync("元気？").ToArrayAsync())[^1];
        Assert.Multiple(() =>
        {
            Assert.That(finished.Turn.Reply, Is.EqualTo("ごきげんよう。"));
            Assert.That(client.Messages.Select(m => $"{m.Role}: {m.Text}"), Is.EqualTo(new[] { "system: 一文で。", "user: やあ", "assistant: ごきげんよう。", "user: 元気？" }));
            Assert.That(client.Options!.ModelId, Is.EqualTo("some"));
            Assert.That(client.Options.MaxOutputTokens, Is.EqualTo(96));
            Assert.That(finished.Turn.Timings.Generation.GeneratedTokens, Is.EqualTo(7), "as the client tells");
            Assert.That(log, Has.Some.Contains("no adapters").And.Some.Contains("no min-p"));
            Assert.That(log, Is.Unique);
        });
    }

    [Test]
    public async Task AClientThatThrowsEndsTheReplyWithAnErrorAndACancelledOneWithNone()
    {
        var model = new ChatClientDialogueModel(new ScriptedClient("はい。") { Error = new HttpRequestException("no route.") });
        Reply broken = await model.ReadAsync(new GenerationRequest([PromptSegment.Literal("やあ")]));
        Assert.That(broken.Text, Is.EqualTo("はい。"));
        Assert.That(broken.End.Error!.Message, Does.StartWith("The chat client failed: no route. "));

        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        Reply cancelled = await model.ReadAsync(new GenerationRequest([PromptSegment.Literal("やあ")]), cancel.Token);
        Assert.That(cancelled.End.Reason, Is.EqualTo(StopReason.Cancelled));
    }

    [Test]
    public async Task ACharacterIsAClient()
    {
        var model = new ScriptedModel("[face:smile]ごきげん", "よう。", "お元気？");
        using IChatClient client = new CharacterChatClient("絢音", options => new Conversation(s_sheet, model, null, null, options), () => new ConversationOptions { IsPlain = true });
        ChatResponse response = await client.GetResponseAsync(
        [
            new ChatMessage(ChatRole.System, "be somebody else"), new ChatMessage(ChatRole.User, "やあ"), new ChatMessage(ChatRole.Assistant, "はい。"), new ChatMessage(ChatRole.User, "<bos>元気？"),
        ]);
        var prompt = PromptMessage.Read(model.Requests.Single().Prompt, ChatTemplate.Gemma);
        Assert.Multiple(() =>
        {
            Assert.That(response.Text, Is.EqualTo("ごきげんよう。お元気？"));
            Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Stop));
            Assert.That(response.Usage!.OutputTokenCount, Is.EqualTo(3));
            Assert.That(response.Messages.Single().AuthorName, Is.EqualTo("絢音"));
            Assert.That(prompt.Select(m => m.Text), Is.EqualTo(new[] { "一文で。\n\nやあ", "はい。", "元気？" }));
            Assert.That(client.GetService<ChatClientMetadata>()!.DefaultModelId, Is.EqualTo("絢音"));
        });
    }

    [Test]
    public async Task ACharacterThatFailsSaysTheAuthorsLine()
    {
        var model = new ScriptedModel { Error = new OjousamaException("It broke", "Mend it") };
        using IChatClient client = new CharacterChatClient("絢音", options => new Conversation(s_sheet, model, null, null, options), () => new ConversationOptions { IsPlain = true });
        Assert.That((await client.GetResponseAsync("やあ")).Text, Is.EqualTo("ごめんあそばせ。"));
        Assert.That(() => client.GetResponseAsync(new ChatMessage(ChatRole.Assistant, "はい。")), Throws.InstanceOf<OjousamaException>().With.Message.Contains("no line of the user's"));
    }

    /// <summary>Both ways at once: a character whose model is another character's client.</summary>
    [Test]
    public async Task ACharacterSpeaksThroughAnother()
    {
        var inner = new CharacterChatClient("絢音", options => new Conversation(s_sheet, new ScriptedModel("わたくしは絢音です。"), null, null, options), () => new ConversationOptions { IsPlain = true });
        Reply reply = await new ChatClientDialogueModel(inner).ReadAsync(new GenerationRequest(new PromptWriter(ChatClientDialogueModel.Format).Write("", [], [], "お名前は？")));
        Assert.That(reply.Text, Is.EqualTo("わたくしは絢音です。"));
        Assert.That(reply.End.Reason, Is.EqualTo(StopReason.End));
    }

    sealed class ScriptedClient(params string[] pieces) : IChatClient
    {
        public List<ChatMessage> Messages { get; private set; } = [];

        public ChatOptions? Options { get; private set; }

        public Exception? Error { get; init; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Messages = [.. messages];
            Options = options;
            foreach (string piece in pieces)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            }

            if (Error != null)
                throw Error;
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 20, OutputTokenCount = 7 })]) { FinishReason = ChatFinishReason.Stop };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
