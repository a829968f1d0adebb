using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;
using Ojousama.Inference.Remote.Protocols;
using Ojousama.Prompting;

namespace Ojousama.Inference.Remote
{
    /// <summary>What listens at an address, and how it wants to be asked. Immutable.</summary>
    internal sealed class FoundServer
    {
        const int UsualContext = 2048;

        FoundServer(IServerProtocol protocol, ChatTemplate format, int contextTokens, TokenEstimate estimate, string description, Action<string> checkAdapter, ServerTokenizer? tokenizer = null)
        {
            Protocol = protocol;
            Format = format;
            ContextTokens = contextTokens;
            Estimate = estimate;
            Description = description;
            CheckAdapter = checkAdapter;
            Tokenizer = tokenizer;
        }

        public IServerProtocol Protocol { get; }

        public ChatTemplate Format { get; }

        public int ContextTokens { get; }

        public TokenEstimate Estimate { get; }

        public string Description { get; }

        /// <summary>Throws for an adapter that the server lacks.</summary>
        public Action<string> CheckAdapter { get; }

        /// <summary>Null for servers that tell no tokens.</summary>
        public ServerTokenizer? Tokenizer { get; }

        /// <summary>Whether a request for no tokens reads its prompt into the server's cache.</summary>
        public bool ReadsAhead => Tokenizer != null;

        /// <exception cref="ServerFault">Nobody answers, not even after some waits.</exception>
        /// <exception cref="OjousamaException">What it serves cannot be used.</exception>
        public static async Task<FoundServer> AskAsync(ServerConnection connection, RemoteModelOptions options, CancellationToken cancellationToken)
        {
            JsonValue properties = await PropertiesAsync(connection, options, cancellationToken).ConfigureAwait(false);
            return properties["default_generation_settings"].IsGiven
                ? await LlamaAsync(connection, options, properties, cancellationToken).ConfigureAwait(false)
                : await OpenAiAsync(connection, options, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>What llama-server tells of itself; others do not know the question.</summary>
        static async Task<JsonValue> PropertiesAsync(ServerConnection connection, RemoteModelOptions options, CancellationToken cancellationToken)
        {
            var delays = new RetryDelays(options);
            string model = connection.Address.Model;
            for (;;)
            {
                try
                {
                    return await connection.AskAsync(model.Length > 0 ? "props?model=" + Uri.EscapeDataString(model) : "props", null, cancellationToken).ConfigureAwait(false);
                }
                catch (ServerFault fault) when (fault.Status == 401 || fault.Status == 403 || fault.MayPass)
                {
                    // One that still loads its model says so with status 503.
                    if (!fault.MayPass || !(delays.Next(fault.RetryAfter) is { } delay))
                        throw;
                    options.WriteLog(FormattableString.Invariant($"{fault.Error.Problem}; asked again after {delay.TotalSeconds:0.##} s"));
                    await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
                }
                catch (ServerFault fault) when (fault.Status != 0)
                {
                    return JsonValue.Missing; // it answered, though not this question
                }
            }
        }

        static async Task<FoundServer> LlamaAsync(ServerConnection connection, RemoteModelOptions options, JsonValue properties, CancellationToken cancellationToken)
        {
            LlamaAdapters adapters = await LlamaAdapters.AskAsync(connection, cancellationToken).ConfigureAwait(false);
            int[] bos = await ServerTokenizer.BosAsync(connection, cancellationToken).ConfigureAwait(false);
            var estimate = new TokenEstimate();
            var tokenizer = new ServerTokenizer(connection, estimate, bos);
            ChatTemplate format = options.TurnFormat.Length > 0
                ? ChatTemplate.Named(options.TurnFormat)
                : await FormatAsync(connection, properties["chat_template"].Text, tokenizer, cancellationToken).ConfigureAwait(false);
            int told = properties["default_generation_settings"]["n_ctx"].Count();
            string description = $"llama-server at {connection.Address}: prompts as tokens in the turns of {format.Name}, {ContextOf(options, told)} tokens of context, " +
                $"adapters {(adapters.Files.Any() ? string.Join(", ", adapters.Files) : "none")}";
            var protocol = new LlamaServerProtocol(tokenizer, adapters, connection.Address.Model, new UnknownOptions("llama-server", options));
            return new FoundServer(protocol, format, ContextOf(options, told), estimate, description, adapters.Check, tokenizer);
        }

        /// <summary>That of the model's template; where its vocabulary lacks it, because llama-server takes ChatML for a model without a template, the first that it has.</summary>
        static async Task<ChatTemplate> FormatAsync(ServerConnection connection, string template, ServerTokenizer tokenizer, CancellationToken cancellationToken)
        {
            ChatTemplate? told = ChatTemplate.OfTemplate(template);
            foreach (ChatTemplate format in told == null ? ChatTemplate.All : ChatTemplate.All.Prepend(told))
            {
                bool has = true;
                foreach (string control in format.Controls)
                    has = has && await tokenizer.HasAsync(control, cancellationToken).ConfigureAwait(false);
                if (has)
                    return format;
            }

            throw new OjousamaException(
                $"The model at {connection.Address} marks turns in a way that is not known",
                $"Write one of {string.Join(", ", ChatTemplate.All.Select(f => f.Name))} as the sheet's model.turnFormat if its vocabulary has that format's tokens");
        }

        static async Task<FoundServer> OpenAiAsync(ServerConnection connection, RemoteModelOptions options, CancellationToken cancellationToken)
        {
            ServedModels models = await ServedModels.AskAsync(connection, cancellationToken).ConfigureAwait(false);
            bool isRaw = options.TurnFormat.Length > 0;
            ChatTemplate format = isRaw ? ChatTemplate.Named(options.TurnFormat) : ChatTemplate.ChatMl; // any that has an instruction's turn
            string name = models.IsVllm ? "vLLM" : "Server";
            string description = $"{name} at {connection.Address}: {(isRaw ? $"prompts as text in the turns of {format.Name}" : "messages, whose turns it marks itself")} for {models.Base}, " +
                $"{ContextOf(options, models.ContextTokens)} tokens of context";
            var protocol = new OpenAiProtocol(isRaw ? null : format, models, new UnknownOptions($"The server at {connection.Address}", options));
            return new FoundServer(protocol, format, ContextOf(options, models.ContextTokens), new TokenEstimate(), description, adapter => models.Adapter(adapter));
        }

        static int ContextOf(RemoteModelOptions options, int told) =>
            options.ContextTokens == 0 ? told > 0 ? told : UsualContext : told > 0 ? Math.Min(options.ContextTokens, told) : options.ContextTokens;
    }
}
