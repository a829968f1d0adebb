using System.Diagnostics;
using System.Text;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Inference.Remote;
using static Ojousama.Tests.Inference.Remote.ServerScripts;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>What goes wrong on the wire, and what becomes of the reply.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RemoteFaultTests
{
    [Test]
    public async Task ACharacterThatTheNetworkCutsStaysOne([Values(1, 2, 3, 5, 7)] int bytes)
    {
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            byte[] all = Encoding.UTF8.GetBytes($"data: {Piece("ごき", 1, 1).Replace("\\u3054", "ご").Replace("\\u304D", "き")}\r\n\r\ndata: {Piece("😀。", 2, 2)}\n\n: ping\n\ndata:{LlamaEnd()}\n\n");
            foreach (byte[] part in all.Chunk(bytes))
                await request.SendAsync(part);
        });
        Reply reply = await AskAsync(server);
        Assert.That(reply.Text, Is.EqualTo("ごき😀。"));
        Assert.That(reply.Tokens, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task HalvesOfACharacterInTwoEventsAreJoined()
    {
        using var server = OpenAi(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync("""{"choices":[{"delta":{"content":"あ\ud83d"}}]}""");
            await request.EventAsync("""{"choices":[{"delta":{"content":"\ude00い"},"finish_reason":"stop"}]}""");
        });
        Assert.That((await AskAsync(server)).Text, Is.EqualTo("あ😀い"));
    }

    [Test]
    public async Task AReplyWithoutDoneIsWholeIfItToldThatItEnded([Values] bool told)
    {
        using var server = OpenAi(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync("""{"choices":[{"delta":{"content":"はい。"}}]}""");
            if (told)
                await request.EventAsync("""{"choices":[{"delta":{},"finish_reason":"length"}]}""");
        });
        Reply reply = await AskAsync(server);
        Assert.That(reply.Text, Is.EqualTo("はい。"));
        Assert.That(reply.End.Reason, Is.EqualTo(told ? StopReason.Length : StopReason.Error));
        if (!told)
            Assert.That(reply.End.Error!.Message, Does.Contain("broke off"));
    }

    [Test]
    public async Task WhatItCostIsNotWaitedForLong()
    {
        using var server = OpenAi(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync("""{"choices":[{"delta":{"content":"はい。"},"finish_reason":"stop"}]}""");
            await Task.Delay(Timeout.Infinite, request.Stopped);
        });
        var watch = Stopwatch.StartNew();
        Assert.That((await AskAsync(server)).End.Reason, Is.EqualTo(StopReason.End));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
    }

    [TestCase("""{"content":""")]
    [TestCase("not json")]
    [TestCase("""{"content":"a"}}""")]
    public async Task MalformedJsonIsAskedForAgainBeforeTheFirstTokenAndNeverAfterIt(string malformed)
    {
        bool begins = false;
        int times = 0;
        using var server = Llama(async request =>
        {
            if (++times == 2)
            {
                await SayHelloAsync(request);
                return;
            }

            await request.BeginStreamAsync();
            if (begins)
                await request.EventAsync(Piece("ごき", 11, 1));
            await request.EventAsync(malformed);
        });
        Assert.That((await AskAsync(server)).Text, Is.EqualTo("ごきげんよう。"));

        begins = true;
        times = 0;
        Reply broken = await AskAsync(server);
        Assert.That(broken.Text, Is.EqualTo("ごき"));
        Assert.That(broken.End.Error!.Message, Does.Contain("cannot be read").And.Contain(server.Address));
        Assert.That(times, Is.EqualTo(1));
    }

    [Test]
    public async Task AServerThatIsBusyIsAskedAgainWhenItSays()
    {
        int times = 0;
        using var server = Llama(request => ++times == 1 ? request.JsonAsync("""{"error":{"message":"busy"}}""", 429, "Retry-After: 1\r\n") : SayHelloAsync(request));
        var watch = Stopwatch.StartNew();
        Assert.That((await AskAsync(server)).Text, Is.EqualTo("ごきげんよう。"));
        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [Test]
    public async Task AWaitThatNobodyWouldWaitIsRefused()
    {
        using var server = Llama(request => request.JsonAsync("""{"error":{"message":"busy"}}""", 429, "Retry-After: 3600\r\n"));
        Reply reply = await AskAsync(server);
        Assert.That(reply.End.Error!.Message, Does.Contain("status 429: busy"));
        Assert.That(server.CountOf("completion"), Is.EqualTo(1));
    }

    [Test]
    public async Task AFailingServerIsAskedAgainSomeTimesAndThenSaysWhy()
    {
        var log = new List<string>();
        using var server = Llama(request => request.JsonAsync("""{"error":{"code":500,"message":"out of memory\nat once."}}""", 500));
        Reply reply = await AskAsync(server, Quick with { Log = log.Add });
        Assert.That(server.CountOf("completion"), Is.EqualTo(3));
        Assert.That(reply.End.Error!.Message, Does.Contain("refuses completion with status 500: out of memory at once. "));
        Assert.That(log.Count(line => line.Contains("asked again")), Is.EqualTo(2));
    }

    [Test]
    public async Task ARequestThatIsWrongIsSentOnce()
    {
        using var server = Llama(request => request.JsonAsync("""{"error":{"message":"the request exceeds the available context size"}}""", 400));
        Assert.That((await AskAsync(server)).End.Error!.Message, Does.Contain("available context size"));
        Assert.That(server.CountOf("completion"), Is.EqualTo(1));
    }

    [Test]
    public async Task SilenceEndsTheReply([Values] bool begins)
    {
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            if (begins)
                await request.EventAsync(Piece("ごき", 11, 1));
            await Task.Delay(Timeout.Infinite, request.Stopped);
        });
        Reply reply = await AskAsync(server, Quick with { FirstTokenTimeout = TimeSpan.FromSeconds(begins ? 20 : 0.3), SilenceTimeout = TimeSpan.FromSeconds(0.3) });
        Assert.That(reply.End.Error!.Message, Does.Contain("says nothing to completion for 0.3 seconds"));
        Assert.That(reply.Text, Is.EqualTo(begins ? "ごき" : ""));
        Assert.That(server.CountOf("completion"), Is.EqualTo(1));
    }

    [Test]
    public async Task GarbageIsNotReadToItsEnd([Values] bool inLines)
    {
        long sent = 0;
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync(Piece("ごき", 11, 1));
            byte[] garbage = [.. Enumerable.Range(0, 64 << 10).Select(i => inLines && i % 50 == 0 ? (byte)'\n' : (byte)(128 + i % 100))];
            for (; sent < 10 << 20; sent += garbage.Length)
                await request.SendAsync(garbage);
        });
        Reply reply = await AskAsync(server);
        Assert.That(reply.End.Error!.Message, Does.Contain("more than 1024 kB without an event"));
        Assert.That(sent, Is.LessThan(9 << 20), "the connection was closed");
    }

    [Test]
    public async Task AnErrorWithinTheStreamIsTold()
    {
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync(Piece("ごき", 11, 1));
            await request.EventAsync("""{"error":{"code":500,"message":"Compute error.","type":"server_error"}}""");
        });
        Assert.That((await AskAsync(server)).End.Error!.Message, Does.Contain("fails in the midst of a reply: Compute error"));
    }

    [Test]
    public async Task CancellingClosesTheConnection()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync(Piece("ごき", 11, 1));
            await request.Stream.CopyToAsync(Stream.Null, request.Stopped); // ends when the other side closes
            closed.TrySetResult();
        });
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        using var cancel = new CancellationTokenSource();
        var items = new List<GenerationItem>();
        await foreach (GenerationItem item in model.GenerateAsync(Request, cancel.Token))
        {
            items.Add(item);
            cancel.Cancel();
        }

        Assert.That(items[^1].End!.Reason, Is.EqualTo(StopReason.Cancelled));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task AServerThatDiesMidwayFailsTheTurnWithTheAuthoredLine()
    {
        bool dies = true;
        using var server = Llama(async request =>
        {
            if (!dies)
            {
                await SayHelloAsync(request);
                return;
            }

            await request.BeginStreamAsync();
            await request.EventAsync(Piece("ごきげんよう。", 11, 1));
            await request.EventAsync(Piece("今日は", 12, 2));
        });
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        var sheet = new CharacterSheet { name = "絢音", fallbackLine = "ごめんあそばせ。" };
        var conversation = new Conversation(sheet, model, null, null, new ConversationOptions { IsPlain = true }, model.Format);

        DialogueItem[] items = await conversation.SayAsync("やあ").ToArrayAsync();
        Assert.That(items.OfType<SentenceEnd>().Select(s => s.Sentence), Is.EqualTo(new[] { "ごきげんよう。" }));
        Assert.That(((TurnFailed)items[^1]).FallbackLine, Is.EqualTo("ごめんあそばせ。"));
        Assert.That(conversation.Turns, Is.Empty);

        dies = false;
        Assert.That(((TurnFinished)(await conversation.SayAsync("やあ").ToArrayAsync())[^1]).Turn.Reply, Is.EqualTo("ごきげんよう。"));
    }

    [Test]
    public async Task NobodyAtTheAddressIsTold()
    {
        string address;
        using (var server = Llama(SayHelloAsync))
            address = server.Address;
        Assert.That(
            () => RemoteDialogueModel.ConnectAsync(address, Quick),
            Throws.InstanceOf<OjousamaException>().With.Message.Contains("cannot be reached").And.Message.Contains("Start it"));
        await Task.CompletedTask;
    }

    [Test]
    public async Task AServerThatStillLoadsIsWaitedFor()
    {
        int times = 0;
        using var ready = Llama(SayHelloAsync);
        using var server = new ScriptedServer(request => ++times < 3
            ? request.JsonAsync("""{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", 503)
            : request.JsonAsync("""{"default_generation_settings":{"n_ctx":64},"chat_template":"<start_of_turn>"}"""));
        Assert.That(() => RemoteDialogueModel.ConnectAsync(server.Address, Quick), Throws.InstanceOf<OjousamaException>()); // this one knows nothing else
        Assert.That(server.CountOf("props"), Is.EqualTo(3));
        await Task.CompletedTask;
    }

    static async Task<Reply> AskAsync(ScriptedServer server, RemoteModelOptions? options = null)
    {
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, options ?? Quick);
        return await model.ReadAsync(RequestIn(model.Format));
    }
}
