using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenAI;
using OpenAI.Chat;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>A judge behind an OpenAI-compatible endpoint: a hosted model, llama-server, vLLM.</summary>
sealed class EndpointJudge : IJudge
{
    const int AnswerTokens = 512;
    const int Tries = 3; // for an answer without a choice

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2); // of one request

    readonly ChatClient _client;
    readonly Uri _endpoint;
    readonly Action<string> _say;

    /// <param name="endpoint">Where it lives, e.g. <c>http://127.0.0.1:8080/v1</c>.</param>
    /// <param name="model">Its name there.</param>
    /// <param name="key">What it wants to be paid with; local servers want none.</param>
    /// <param name="say">Told of each retry.</param>
    /// <param name="firstDelay">Before the first retry; the next ones wait twice as long each, or what the server asks for.</param>
    public EndpointJudge(Uri endpoint, string model, string? key, Action<string> say, TimeSpan firstDelay)
    {
        Name = model;
        _endpoint = endpoint;
        _say = say;
        _client = new ChatClient(model, new ApiKeyCredential(string.IsNullOrEmpty(key) ? "none" : key), new OpenAIClientOptions
        {
            Endpoint = endpoint, NetworkTimeout = s_patience, RetryPolicy = new ToldRetries(firstDelay, say),
        });
    }

    public string Name { get; }

    public async Task<Judgement> AskAsync(JudgeQuestion question, CancellationToken cancellationToken = default)
    {
        int read = 0, written = 0;
        string answer = "";
        for (int attempt = 1; attempt <= Tries; attempt++)
        {
            // At no temperature the same question gets the same nonsense.
            var options = new ChatCompletionOptions { Temperature = attempt == 1 ? 0f : 0.7f, MaxOutputTokenCount = AnswerTokens };
            (answer, int promptTokens, int answerTokens) = await CompleteAsync(question.Text, options, cancellationToken).ConfigureAwait(false);
            read += promptTokens;
            written += answerTokens;
            Match choice = Regex.Match(NarrowDigits(answer), $"{question.Label}[\\s:：*「]*({string.Join('|', question.Choices)})(?!\\d)", RegexOptions.RightToLeft);
            if (choice.Success)
                return new Judgement(answer[..choice.Index].Trim(), [.. question.Choices.Select(c => c == choice.Groups[1].Value ? 1.0 : 0.0)], read, written);
            _say($"The judge named no {question.Label} (try {attempt} of {Tries}): {Short(answer)}");
        }

        return new Judgement(answer, null, read, written);
    }

    public void Dispose()
    {
        // The client keeps nothing open that is not shared.
    }

    async Task<(string Text, int PromptTokens, int AnswerTokens)> CompleteAsync(string text, ChatCompletionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            ChatCompletion completion = (await _client.CompleteChatAsync([new UserChatMessage(text)], options, cancellationToken).ConfigureAwait(false)).Value;
            return (string.Concat(completion.Content.Select(part => part.Text)), completion.Usage?.InputTokenCount ?? 0, completion.Usage?.OutputTokenCount ?? 0);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OjousamaException)
        {
            throw Explain(e);
        }
    }

    OjousamaException Explain(Exception e)
    {
        const string GoesOn = "the command goes on where it stopped when it is run again";
        ClientResultException? refused = e as ClientResultException ?? (e as AggregateException)?.InnerExceptions.OfType<ClientResultException>().LastOrDefault();
        return refused?.Status switch
        {
            429 => new OjousamaException($"The judge at {_endpoint} takes no more questions for now (429), after {ToldRetries.Most} retries", $"Wait a while; {GoesOn}", e),
            401 or 403 => new OjousamaException($"The judge at {_endpoint} refuses the key ({refused.Status})", "Set the environment variable OPENAI_API_KEY to one that it takes", e),
            404 => new OjousamaException($"The judge at {_endpoint} knows no model {Name}, or has no such address (404)", "Check --judge, and --endpoint, which usually ends in /v1", e),
            >= 500 => new OjousamaException($"The judge at {_endpoint} failed ({refused.Status}), after {ToldRetries.Most} retries", $"See its log; {GoesOn}", e),
            > 0 => new OjousamaException($"The judge at {_endpoint} refused a question ({refused.Status}): {Short(refused.Message)}", "Change what it objects to, or take another judge", e),
            _ when Inner(e) is JsonException or FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException =>
                new OjousamaException($"The judge at {_endpoint} answered something that is no chat completion", "Check that --endpoint is OpenAI-compatible, and usually ends in /v1", e),
            _ => new OjousamaException($"The judge at {_endpoint} does not answer: {Short(Inner(e).Message)}", $"Start it, or check --endpoint; {GoesOn}", e),
        };
    }

    /// <summary>Full-width digits become ASCII; no character moves.</summary>
    static string NarrowDigits(string text) => string.Concat(text.Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c));

    static Exception Inner(Exception e)
    {
        while (e.InnerException != null)
            e = e.InnerException;
        return e;
    }

    static string Short(string text)
    {
        const int Most = 100;
        string line = text.ReplaceLineEndings(" ").Trim();
        return (line.Length <= Most ? line : line[..Most] + "…").TrimEnd('.');
    }

    /// <summary>Retries what may pass, and says so.</summary>
    sealed class ToldRetries(TimeSpan firstDelay, Action<string> say) : ClientRetryPolicy(Most)
    {
        public const int Most = 4;

        protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount)
        {
            TimeSpan asked = message.Response?.Headers.TryGetValue("Retry-After", out string? after) == true && int.TryParse(after, out int seconds) ? TimeSpan.FromSeconds(seconds) : default;
            TimeSpan usual = firstDelay * Math.Pow(2, tryCount - 1);
            TimeSpan delay = asked > usual ? asked : usual;
            say($"The judge {(message.Response is { } response ? $"answered {response.Status}" : "did not answer")}; retry {tryCount} of {Most} in {delay.TotalSeconds:0.#} s");
            return delay;
        }
    }
}
