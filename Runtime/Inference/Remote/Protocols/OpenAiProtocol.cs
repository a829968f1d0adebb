using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Json;
using Ojousama.Prompting;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>OpenAI's interface, as vLLM, Ollama, LM Studio and hosts in the cloud have it: raw prompts to <c>/v1/completions</c>, or messages to <c>/v1/chat/completions</c>.</summary>
    internal sealed class OpenAiProtocol : IServerProtocol
    {
        readonly ChatTemplate? _messages;
        readonly ServedModels _models;
        readonly UnknownOptions _unknown;

        /// <param name="messages">The format whose turns become messages; null to send prompts as they are.</param>
        /// <param name="models">What the server serves.</param>
        /// <param name="unknown">Told what a request asks for in vain.</param>
        public OpenAiProtocol(ChatTemplate? messages, ServedModels models, UnknownOptions unknown)
        {
            _messages = messages;
            _models = models;
            _unknown = unknown;
        }

        public string Path => _messages == null ? "v1/completions" : "v1/chat/completions";

        public Task<string> WriteAsync(GenerationRequest request, CancellationToken cancellationToken)
        {
            SamplingOptions sampling = request.Sampling;
            var body = new JsonWriter().Begin('{').Field("model", _models.For(request));
            if (_messages == null)
                body.Field("prompt", PromptText.Of(request.Prompt));
            else
                WriteMessages(body, PromptMessage.Read(request.Prompt, _messages));
            body.Field("max_tokens", request.MaxTokens).Field("temperature", sampling.Temperature).Field("top_p", sampling.TopP).Field("stream", true)
                .Name("stream_options").Begin('{').Field("include_usage", true).End('}');
            if (sampling.Seed is uint seed)
                body.Field("seed", seed & int.MaxValue); // vLLM and others take what fits a signed number
            if (request.StopStrings.Count > 0)
                body.Field("stop", request.StopStrings.Take(4)); // no more are allowed; the rest is cut here
            if (_models.IsVllm)
                WriteForVllm(body, request);
            else
            {
                _unknown.Tell(sampling.MinP > 0f && sampling.Temperature > 0f, "min-p");
                _unknown.Tell(sampling.Grammar != null, "grammars");
                _unknown.Tell(sampling.RepetitionPenalty != 1f, "repetition penalties");
            }

            _unknown.Tell(sampling.DryMultiplier > 0f, "DRY penalties");
            _unknown.Tell(sampling.LogitBias != null, "logit biases by what tokens spell");
            _unknown.Tell(request.AdapterScale != 1f && request.Adapter != null, "weights of adapters");
            return Task.FromResult(body.End('}').ToString());
        }

        public ReplyEvent Read(JsonValue data)
        {
            JsonValue choice = data["choices"].Items.FirstOrDefault() ?? JsonValue.Missing, usage = data["usage"];
            return new ReplyEvent
            {
                Text = _messages == null ? choice["text"].Text : choice["delta"]["content"].Text,
                Generated = usage["completion_tokens"].Count(-1),
                PromptTokens = usage["prompt_tokens"].Count(-1),
                CachedTokens = usage["prompt_tokens_details"]["cached_tokens"].Count(-1),
                Stop = !choice["finish_reason"].IsGiven ? (StopReason?)null
                    : choice["finish_reason"].Text == "length" ? StopReason.Length
                    : choice["stop_reason"].Kind == JsonKind.String ? StopReason.StopString // vLLM tells which one
                    : StopReason.End,
            };
        }

        /// <summary>vLLM knows more, and would take what is not said from the model's own files.</summary>
        static void WriteForVllm(JsonWriter body, GenerationRequest request)
        {
            SamplingOptions sampling = request.Sampling;
            body.Field("min_p", sampling.MinP).Field("top_k", -1).Field("repetition_penalty", sampling.RepetitionPenalty);
            if (sampling.Grammar != null)
                body.Name("structured_outputs").Begin('{').Field("grammar", sampling.Grammar).End('}');
        }

        static void WriteMessages(JsonWriter body, IReadOnlyList<PromptMessage> messages)
        {
            body.Name("messages").Begin('[');
            foreach (PromptMessage message in messages)
            {
                string role = message.Role switch { PromptRole.System => "system", PromptRole.User => "user", _ => "assistant" };
                body.Begin('{').Field("role", role).Field("content", PromptText.Plain(message.Text)).End('}');
            }

            body.End(']');
        }
    }
}
