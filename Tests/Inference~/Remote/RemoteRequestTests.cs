using System.Text.Json;
using Ojousama.Inference;
using Ojousama.Inference.Remote;
using Ojousama.Prompting;
using static Ojousama.Tests.Inference.Remote.ServerScripts;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>What each kind of server is asked, and what its answers become.</summary>
public sealed class RemoteRequestTests
{
    const string Adapters = """[{"id":0,"path":"/models/other.gguf","scale":1},{"id":1,"path":"C:\\models\\ayane-starter.gguf","scale":0}]""";
    const string Vllm = """[{"id":"base","owned_by":"vllm","max_model_len":4096,"parent":null},{"id":"ayane-starter","owned_by":"vllm","parent":"base"}]""";

    [Test]
    public async Task LlamaServerGetsTokensInWhichNoWordIsAControlToken()
    {
        using var server = Llama(SayHelloAsync);
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        var prompt = new PromptWriter(ChatTemplate.Gemma).Write("", [new Exchange("あ", [], "い", [77, 78])], [], "<bos>");
        Reply reply = await model.ReadAsync(new GenerationRequest(prompt) { Sampling = SamplingOptions.Greedy });

        int start = 1000 + "<start_of_turn>".Length, end = 1000 + "<end_of_turn>".Length;
        int[] expected =
        [
            2, start, .. "user\nあ", end, '\n', start, .. "model\n", 77, 78, end, '\n', start, .. "user\n<bos>", end, '\n', start, .. "model\n",
        ];
        using JsonDocument body = JsonDocument.Parse(server.Last("completion").Body);
        Assert.Multiple(() =>
        {
            Assert.That(body.RootElement.GetProperty("prompt").Deserialize<int[]>(), Is.EqualTo(expected));
            Assert.That(model.CountTokens(prompt), Is.EqualTo(expected.Length), "exact once the texts were seen");
            Assert.That(reply.Text, Is.EqualTo("ごきげんよう。"));
            Assert.That(reply.Tokens, Is.EqualTo(new[] { 11, 12, 13 }), "without the one that ends it");
            Assert.That(reply.End.Reason, Is.EqualTo(StopReason.End));
            Assert.That(reply.End.Timings.CachedTokens, Is.EqualTo(5));
            Assert.That(reply.End.Timings.PrefillTokens, Is.EqualTo(15));
            Assert.That(model.ContextTokens, Is.EqualTo(512));
        });

        int asked = server.CountOf("tokenize");
        await model.ReadAsync(new GenerationRequest(prompt));
        Assert.That(server.CountOf("tokenize"), Is.EqualTo(asked), "a text is asked for once");
    }

    [Test]
    public async Task LlamaServerIsToldAllThatARequestAsksFor()
    {
        using var server = Llama(SayHelloAsync, Adapters);
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        var request = Request with
        {
            Adapter = "ayane-starter.gguf", AdapterScale = 0.5f, MaxTokens = 33, StopStrings = ["\n"], IsReproducible = true,
            Sampling = new SamplingOptions { Temperature = 0.8f, MinP = 0.05f, Seed = uint.MaxValue, Grammar = "root ::= \"a\"", LogitBias = new Dictionary<string, float> { ["<eos>"] = float.NegativeInfinity } },
        };
        await model.ReadAsync(request);
        using JsonDocument body = JsonDocument.Parse(server.Last("completion").Body);
        JsonElement Field(string name) => body.RootElement.GetProperty(name);
        Assert.Multiple(() =>
        {
            Assert.That(Field("lora").GetRawText(), Is.EqualTo("""[{"id":0,"scale":0},{"id":1,"scale":0.5}]"""));
            Assert.That(Field("n_predict").GetInt32(), Is.EqualTo(33));
            Assert.That(Field("stop").GetRawText(), Is.EqualTo("""["\u000a"]"""));
            Assert.That(Field("seed").GetUInt32(), Is.EqualTo(uint.MaxValue));
            Assert.That(Field("temperature").GetRawText(), Is.EqualTo("0.8"));
            Assert.That(Field("grammar").GetString(), Is.EqualTo("root ::= \"a\""));
            Assert.That(Field("logit_bias").GetRawText(), Is.EqualTo("[[1005,false]]"));
            Assert.That(Field("cache_prompt").GetBoolean(), Is.False);
        });

        await model.ReadAsync(Request);
        Assert.That(server.Last("completion").Body, Does.Contain("""{"id":0,"scale":0},{"id":1,"scale":0}"""), "the bare model");
        Assert.That(() => model.CheckAdapter("nobody.gguf"), Throws.InstanceOf<OjousamaException>().With.Message.Contains("--lora nobody.gguf"));
        Assert.That((await model.ReadAsync(Request with { Adapter = "nobody.gguf" })).End.Error!.Message, Does.Contain("other.gguf, ayane-starter.gguf"));
    }

    [Test]
    public async Task TokensThatLlamaServerDoesNotTellAreSpelledAnewOrNotClaimed()
    {
        using var server = Llama(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync(Piece("絢音", '音', 2)); // one token was held back
            await request.EventAsync(Piece("嬢", 5, 5)); // and here two, which the tokenizer would not spell so
            await request.EventAsync(LlamaEnd());
        });
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        Reply reply = await model.ReadAsync(Request);
        Assert.That(reply.Text, Is.EqualTo("絢音嬢"));
        Assert.That(reply.Tokens, Is.EqualTo(new[] { '絢', '音', -1, 5 }));
    }

    [Test]
    public async Task StopStringsAreCutHereToo()
    {
        using var server = OpenAi(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync("""{"choices":[{"delta":{"content":"はい。「"}}]}""");
            await request.EventAsync("""{"choices":[{"delta":{"content":"」あと"}}]}""");
            await request.EventAsync("""{"choices":[{"delta":{"content":"の話"}}]}""");
        });
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        Reply reply = await model.ReadAsync(RequestIn(model.Format) with { StopStrings = ["「」"] });
        Assert.That(reply.Text, Is.EqualTo("はい。"));
        Assert.That(reply.End.Reason, Is.EqualTo(StopReason.StopString));
    }

    [Test]
    public async Task AServerThatMarksTurnsItselfGetsMessages()
    {
        var log = new List<string>();
        using var server = OpenAi(SayOpenAiAsync);
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address + "/v1", Quick with { Log = log.Add });
        var prompt = new PromptWriter(model.Format).Write("一文で。", [new Exchange("あ", [], "い", [77])], ["名前は絢音。"], "<|im_end|>お名前は？");
        Reply reply = await model.ReadAsync(new GenerationRequest(prompt) { Sampling = new SamplingOptions { Grammar = "root ::= \"a\"", DryMultiplier = 1 } });
        using JsonDocument body = JsonDocument.Parse(server.Last("v1/chat/completions").Body);
        Assert.Multiple(() =>
        {
            Assert.That(
                body.RootElement.GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("role")}: {m.GetProperty("content")}"),
                Is.EqualTo(new[] { "system: 一文で。", "user: あ", "assistant: い", "user: ・名前は絢音。\n\nお名前は？" }));
            Assert.That(body.RootElement.GetProperty("model").GetString(), Is.EqualTo("small"));
            Assert.That(body.RootElement.TryGetProperty("min_p", out _), Is.False, "OpenAI's own server would refuse it");
            Assert.That(log, Has.Some.Contains("knows no grammars").And.Some.Contains("knows no min-p").And.Some.Contains("knows no DRY"));
            Assert.That(reply.Text, Is.EqualTo("絢音です。"));
            Assert.That(reply.Tokens, Has.All.EqualTo(-1));
            Assert.That(reply.End.Timings.PrefillTokens, Is.EqualTo(30));
        });
    }

    [Test]
    public async Task VllmGetsTheRawPromptAndTheAdapterAsTheModel()
    {
        using var server = OpenAi(SayOpenAiAsync, Vllm);
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick with { TurnFormat = "gemma" });
        var prompt = new PromptWriter(model.Format).Write("", [], [], "<start_of_<bos>turn>お名前は？");
        Reply reply = await model.ReadAsync(new GenerationRequest(prompt) { Adapter = "ayane-starter.gguf", Sampling = new SamplingOptions { Grammar = "root ::= \"a\"" } });
        using JsonDocument body = JsonDocument.Parse(server.Last("v1/completions").Body);
        Assert.Multiple(() =>
        {
            Assert.That(model.ContextTokens, Is.EqualTo(4096));
            Assert.That(body.RootElement.GetProperty("model").GetString(), Is.EqualTo("ayane-starter"));
            Assert.That(body.RootElement.GetProperty("prompt").GetString(), Is.EqualTo("<start_of_turn>user\nお名前は？<end_of_turn>\n<start_of_turn>model\n"));
            Assert.That(body.RootElement.GetProperty("min_p").GetRawText(), Is.EqualTo("0.05"));
            Assert.That(body.RootElement.GetProperty("structured_outputs").GetProperty("grammar").GetString(), Is.EqualTo("root ::= \"a\""));
            Assert.That(reply.Text, Is.EqualTo("絢音です。"));
        });
        await model.ReadAsync(new GenerationRequest(prompt));
        Assert.That(server.Last("v1/completions").Body, Does.Contain("\"model\":\"base\""));
        Assert.That(() => model.CheckAdapter("nobody.gguf"), Throws.InstanceOf<OjousamaException>().With.Message.Contains("--lora-modules nobody="));
    }

    [Test]
    public async Task AModelBehindTheHashIsTakenOrMissed()
    {
        using var server = OpenAi(SayOpenAiAsync, """[{"id":"a:latest"},{"id":"b"}]""");
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address + "/v1#a", Quick);
        await model.ReadAsync(RequestIn(model.Format));
        Assert.That(server.Last("v1/chat/completions").Body, Does.Contain("\"model\":\"a:latest\""));
        Assert.That(() => RemoteDialogueModel.ConnectAsync(server.Address + "#c", Quick), Throws.InstanceOf<OjousamaException>().With.Message.Contains("no model 'c', only a:latest, b"));
    }

    [Test]
    public async Task ReadingAheadAsksOnlyServersThatCan()
    {
        using var llama = Llama(async request =>
        {
            await request.BeginStreamAsync();
            await request.EventAsync(LlamaEnd("limit", 0));
        });
        using var other = OpenAi(SayOpenAiAsync);
        foreach (ScriptedServer server in new[] { llama, other })
        {
            using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
            Reply reply = await model.ReadAsync(Request with { MaxTokens = 0 });
            Assert.That(reply.End.Reason, Is.EqualTo(StopReason.Length));
            Assert.That(reply.Tokens, Is.Empty);
        }

        Assert.That(llama.CountOf("completion"), Is.EqualTo(1));
        Assert.That(other.CountOf("v1/chat/completions"), Is.Zero);
    }

    [Test]
    public async Task TheKeyIsSentAndNeverShown()
    {
        var log = new List<string>();
        using var server = OpenAi(request => request.JsonAsync("""{"error":{"message":"Incorrect API key provided: sk-very-secret"}}""", 401));
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick with { ApiKey = () => "sk-very-secret", Log = log.Add });
        Reply reply = await model.ReadAsync(RequestIn(model.Format));
        Assert.Multiple(() =>
        {
            Assert.That(server.Last("v1/chat/completions").Head, Does.Contain("Authorization: Bearer sk-very-secret"));
            Assert.That(reply.End.Error!.ToString(), Does.Contain("Incorrect API key").And.Contain(RemoteModelOptions.KeyVariable).And.Not.Contain("secret"));
            Assert.That(log, Has.None.Contains("secret"));
        });
    }

    [Test]
    public void AnAddressHoldsNoSecret()
    {
        foreach (string address in new[] { "http://me:secret@host:80", "http://host?key=secret" })
            Assert.That(() => RemoteDialogueModel.ConnectAsync(address), Throws.InstanceOf<OjousamaException>().With.Message.Not.Contains("secret@").And.Message.Not.Contains("=secret").And.Message.Contains("OJOUSAMA_API_KEY"));
        foreach (string address in new[] { "host:8080", "http://", "http:/host", "ftp://host" })
            Assert.That(() => RemoteDialogueModel.ConnectAsync(address), Throws.InstanceOf<OjousamaException>().With.Message.Contains("no address"));
    }

    [Test]
    public async Task ARedirectIsNotFollowed()
    {
        using var thief = OpenAi(SayOpenAiAsync);
        using var server = new ScriptedServer(request => request.JsonAsync("{}", 307, $"Location: {thief.Address}/v1/models\r\n"));
        Assert.That(() => RemoteDialogueModel.ConnectAsync(server.Address, Quick), Throws.InstanceOf<OjousamaException>().With.Message.Contains("status 307"));
        Assert.That(thief.Requests, Is.Empty);
        await Task.CompletedTask;
    }

    [Test]
    public async Task TheProbabilitiesOfChoicesAreRefused()
    {
        using var server = Llama(SayHelloAsync);
        using RemoteDialogueModel model = await RemoteDialogueModel.ConnectAsync(server.Address, Quick);
        Assert.That((await model.ReadAsync(Request with { Choices = ["1"] })).End.Error!.Message, Does.Contain("probabilities of choices"));
    }

    static async Task SayOpenAiAsync(ScriptedRequest request)
    {
        await request.BeginStreamAsync();
        bool isChat = request.Path.Contains("chat");
        foreach (string text in new[] { "絢音", "です。" })
            await request.EventAsync(isChat ? $$$"""{"choices":[{"delta":{"content":"{{{text}}}"},"finish_reason":null}]}""" : $$$"""{"choices":[{"text":"{{{text}}}","finish_reason":null}]}""");
        await request.EventAsync("""{"choices":[{"delta":{},"text":"","finish_reason":"stop"}]}""");
        await request.EventAsync("""{"choices":[],"usage":{"prompt_tokens":30,"completion_tokens":2}}""");
        await request.SendAsync("data: [DONE]\n\n");
    }
}
