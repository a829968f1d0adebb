using System.Text.Json;
using Ojousama.Inference;
using Ojousama.Inference.Remote;
using Ojousama.Prompting;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>Servers of each kind, up to the reply, which is a test's own.</summary>
internal static class ServerScripts
{
    public static readonly RemoteModelOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), Retries = 2, AnswerTimeout = TimeSpan.FromSeconds(5) };

    public static GenerationRequest Request { get; } = RequestIn(ChatTemplate.Gemma);

    /// <summary>A request in the turns that a server wants.</summary>
    public static GenerationRequest RequestIn(ChatTemplate format) => new(new PromptWriter(format).Write("一文で。", [], [], "やあ")) { Sampling = SamplingOptions.Greedy };

    /// <summary>As llama.cpp's server tells of itself; a token is a UTF-16 unit, a control token 1000 and its length.</summary>
    public static ScriptedServer Llama(Func<ScriptedRequest, Task> reply, string adapters = "[]") => new(request => request.Path switch
    {
        "props" => request.JsonAsync("""{"default_generation_settings":{"n_ctx":512},"chat_template":"<start_of_turn>","build_info":"scripted"}"""),
        "lora-adapters" => request.JsonAsync(adapters),
        "tokenize" => request.JsonAsync(Tokens(request.Body)),
        "completion" => reply(request),
        _ => request.JsonAsync("{}", 404),
    });

    /// <summary>As a server with OpenAI's interface does.</summary>
    public static ScriptedServer OpenAi(Func<ScriptedRequest, Task> reply, string models = """[{"id":"small","owned_by":"somebody"}]""") => new(request => request.Path switch
    {
        "v1/models" => request.JsonAsync($$"""{"object":"list","data":{{models}}}"""),
        "v1/completions" or "v1/chat/completions" => reply(request),
        _ => request.JsonAsync("""{"error":"no such path"}""", 404),
    });

    public static string Piece(string text, int token, int sofar) => JsonSerializer.Serialize(new { index = 0, content = text, tokens = new[] { token }, stop = false, tokens_predicted = sofar });

    public static string LlamaEnd(string type = "eos", int generated = 3) => JsonSerializer.Serialize(
        new { content = "", tokens = Array.Empty<int>(), stop = true, stop_type = type, tokens_predicted = generated, tokens_evaluated = 20, timings = new { cache_n = 5 } });

    /// <summary>A whole reply of llama-server: three tokens and the one that ends it.</summary>
    public static async Task SayHelloAsync(ScriptedRequest request)
    {
        await request.BeginStreamAsync();
        await request.EventAsync(Piece("ごき", 11, 1));
        await request.EventAsync(Piece("げん", 12, 2));
        await request.EventAsync(Piece("よう。", 13, 3));
        await request.EventAsync(Piece("", 106, 4));
        await request.EventAsync(LlamaEnd(generated: 4));
    }

    static string Tokens(string body)
    {
        using var asked = JsonDocument.Parse(body);
        string text = asked.RootElement.GetProperty("content").GetString()!;
        if (asked.RootElement.GetProperty("add_special").GetBoolean())
            return """{"tokens":[2]}""";
        int[] tokens = asked.RootElement.GetProperty("parse_special").GetBoolean() ? [1000 + text.Length] : [.. text.Select(c => (int)c)];
        return JsonSerializer.Serialize(new { tokens });
    }
}
