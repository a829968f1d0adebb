using System;
using System.Collections.Generic;

namespace Ojousama.Inference
{
    /// <summary>One prompt and how to continue it.</summary>
    public sealed record GenerationRequest
    {
        /// <param name="prompt">The whole prompt from its first token. The model itself finds how much of it is still in its KV cache.</param>
        public GenerationRequest(IReadOnlyList<PromptSegment> prompt) => Prompt = prompt;

        /// <summary>Segments in order; their boundaries are token boundaries.</summary>
        public IReadOnlyList<PromptSegment> Prompt { get; }

        /// <summary>Path of a LoRA adapter in GGUF, or null for the bare base model.</summary>
        public string? Adapter { get; init; }

        /// <summary>Weight of the adapter's delta.</summary>
        /// <value>Default 1: as it was trained.</value>
        public float AdapterScale { get; init; } = 1f;

        /// <summary>Most tokens to generate. 0 only reads the prompt into the cache, so that a later one that begins with it starts at once.</summary>
        /// <value>Default 96, about 120 Japanese characters.</value>
        public int MaxTokens { get; init; } = 96;

        /// <summary>How the next token is chosen.</summary>
        public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

        /// <summary>The reply ends where one of these begins, also when tokens split it; it is not part of the text.</summary>
        /// <value>Default none: the model ends its turn by itself.</value>
        public IReadOnlyList<string> StopStrings { get; init; } = Array.Empty<string>();

        /// <summary>Texts of one token each whose probability as the reply's first token is told in <see cref="GenerationEnd.ChoiceLogProbabilities"/>; e.g. the digits of a mark.</summary>
        /// <value>Default none. The reply is sampled as usual beside it.</value>
        public IReadOnlyList<string> Choices { get; init; } = Array.Empty<string>();

        /// <summary>
        /// Whether the reply depends on nothing but the request, so that the same seed gives the same words. The prompt is then read from its
        /// first token, and nothing else is generated beside it: what is in the cache or the batch changes the last digits of the scores.
        /// </summary>
        /// <value>Default false, which is faster from the second line of a conversation on.</value>
        public bool IsReproducible { get; init; }

        /// <summary>Given if nobody waits for this reply yet.</summary>
        /// <value>Default null: somebody does.</value>
        public RequestPriority? Priority { get; init; }

        /// <summary>How much of the prompt has been read, 0 to 1. Reported from the model's thread unless it is a <see cref="Progress{T}"/>: return soon.</summary>
        public IProgress<float>? Progress { get; init; }
    }
}
