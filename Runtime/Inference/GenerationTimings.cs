using System;

namespace Ojousama.Inference
{
    /// <summary>Where the time of one reply went. All spans count from the moment of the request.</summary>
    public readonly struct GenerationTimings
    {
        /// <summary>Until the worker took the request up.</summary>
        public TimeSpan Queued { get; init; }

        /// <summary>Until the first token was sampled.</summary>
        public TimeSpan FirstToken { get; init; }

        /// <summary>Until the stream ended.</summary>
        public TimeSpan Total { get; init; }

        /// <summary>Prompt tokens decoded anew.</summary>
        public int PrefillTokens { get; init; }

        /// <summary>Prompt tokens whose KV entries were still there.</summary>
        public int CachedTokens { get; init; }

        /// <summary>Sampled tokens, the closing one not counted.</summary>
        public int GeneratedTokens { get; init; }

        /// <summary>Generated tokens per second after the first token; 0 for fewer than two tokens.</summary>
        public double TokensPerSecond =>
            GeneratedTokens > 1 && Total > FirstToken ? (GeneratedTokens - 1) / (Total - FirstToken).TotalSeconds : 0;
    }
}
