using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>llama.cpp's own <c>/completion</c>: prompts and replies are tokens, an adapter is chosen by its number, and samplers run in this package's order.</summary>
    internal sealed class LlamaServerProtocol : IServerProtocol
    {
        static readonly string[] s_samplers = { "min_p", "top_p", "temperature" };

        /// <summary>What the last event is to tell; it would hold the whole prompt and all settings else.</summary>
        static readonly string[] s_fields = { "content", "tokens", "stop", "stop_type", "tokens_predicted", "tokens_evaluated", "timings" };

        readonly ServerTokenizer _tokenizer;
        readonly LlamaAdapters _adapters;
        readonly string _model;
        readonly UnknownOptions _unknown;

        /// <param name="tokenizer">The server's.</param>
        /// <param name="adapters">Those that it has loaded.</param>
        /// <param name="model">The name of one of several models; empty for the only one.</param>
        /// <param name="unknown">Told what a request asks for in vain.</param>
        public LlamaServerProtocol(ServerTokenizer tokenizer, LlamaAdapters adapters, string model, UnknownOptions unknown)
        {
            _tokenizer = tokenizer;
            _adapters = adapters;
            _model = model;
            _unknown = unknown;
        }

        public string Path => "completion";

        public async Task<string> WriteAsync(GenerationRequest request, CancellationToken cancellationToken)
        {
            SamplingOptions sampling = request.Sampling;
            List<int> prompt = await _tokenizer.TokenizeAsync(request.Prompt, cancellationToken).ConfigureAwait(false);
            var biases = await BiasesAsync(sampling.LogitBias, cancellationToken).ConfigureAwait(false);
            var body = new JsonWriter().Begin('{').Name("prompt").Begin('[');
            foreach (int token in prompt)
                body.Value(token);
            body.End(']').Field("n_predict", request.MaxTokens).Field("stream", true).Field("return_tokens", true)
                .Field("cache_prompt", !request.IsReproducible).Field("response_fields", s_fields)
                .Field("samplers", s_samplers).Field("temperature", sampling.Temperature).Field("top_p", sampling.TopP).Field("min_p", sampling.MinP);
            if (request.Progress != null)
                body.Field("return_progress", true);
            if (_model.Length > 0)
                body.Field("model", _model);
            if (sampling.Seed is uint seed)
                body.Field("seed", seed);
            if (request.StopStrings.Count > 0)
                body.Field("stop", request.StopStrings);
            if (sampling.Grammar != null)
                body.Field("grammar", sampling.Grammar);
            if (biases.Count > 0)
            {
                body.Name("logit_bias").Begin('[');
                foreach (var (token, bias) in biases)
                {
                    body.Begin('[').Value(token);
                    (float.IsNegativeInfinity(bias) ? body.Value(false) : body.Value(bias)).End(']');
                }

                body.End(']');
            }

            // The server's look at the prompt too, and would take from her the very words of the facts she is told.
            _unknown.Tell(sampling.DryMultiplier > 0f || sampling.RepetitionPenalty != 1f, "penalties of what the reply alone repeats");
            _adapters.Write(body, request);
            return body.End('}').ToString();
        }

        public ReplyEvent Read(JsonValue data)
        {
            JsonValue timings = data["timings"], progress = data["prompt_progress"];
            bool isLast = data["stop"].Kind == JsonKind.True;
            int total = progress["total"].Count();
            return new ReplyEvent
            {
                Text = data["content"].Text,
                Tokens = data["tokens"].Items.Select(token => token.Count(-1)).ToArray(),
                Generated = data["tokens_predicted"].Count(-1),
                Stop = !isLast ? (StopReason?)null : data["stop_type"].Text switch
                {
                    "limit" => StopReason.Length,
                    "word" => StopReason.StopString,
                    _ => StopReason.End,
                },
                PromptTokens = data["tokens_evaluated"].Count(-1),
                CachedTokens = timings["cache_n"].Count(-1),
                Progress = total > 0 ? (float)progress["processed"].Count() / total : (float?)null,
            };
        }

        async Task<List<(int Token, float Bias)>> BiasesAsync(IReadOnlyDictionary<string, float>? biases, CancellationToken cancellationToken)
        {
            var result = new List<(int, float)>();
            foreach (var bias in biases ?? new Dictionary<string, float>())
            {
                if (float.IsNaN(bias.Value) || float.IsPositiveInfinity(bias.Value))
                    throw new OjousamaException($"The logit bias {bias.Value} for '{bias.Key}' cannot be applied", "Give finite values or negative infinity");
                result.Add((await _tokenizer.ControlAsync(bias.Key, cancellationToken).ConfigureAwait(false), bias.Value));
            }

            return result;
        }
    }
}
