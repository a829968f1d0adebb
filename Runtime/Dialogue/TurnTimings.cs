using System;
using Ojousama.Inference;

namespace Ojousama.Dialogue
{
    /// <summary>Where the time of a turn went. Spans count from the moment the line was said.</summary>
    public readonly struct TurnTimings
    {
        internal TurnTimings(TimeSpan recall, TimeSpan firstToken, TimeSpan total, GenerationTimings generation, bool isSpeculative)
        {
            Recall = recall;
            FirstToken = firstToken;
            Total = total;
            Generation = generation;
            IsSpeculative = isSpeculative;
        }

        /// <summary>Embedding the line and searching the facts.</summary>
        public TimeSpan Recall { get; }

        /// <summary>Until the first token was there to be shown.</summary>
        public TimeSpan FirstToken { get; }

        /// <summary>Until the end of the reply. A consumer that takes its time over the items makes it longer.</summary>
        public TimeSpan Total { get; }

        /// <summary>What the model did. Its own spans begin when recall had ended, or, for a speculative reply, before it was said.</summary>
        public GenerationTimings Generation { get; }

        /// <summary>Whether the reply had been begun ahead of time.</summary>
        public bool IsSpeculative { get; }

        /// <summary>One line for a log.</summary>
        public override string ToString() => FormattableString.Invariant(
            $"{(IsSpeculative ? "speculative, " : "")}recall {Recall.TotalMilliseconds:F0} ms, queue {Generation.Queued.TotalMilliseconds:F0} ms, prompt {Generation.PrefillTokens} new + {Generation.CachedTokens} cached, first token {FirstToken.TotalMilliseconds:F0} ms, {Generation.GeneratedTokens} tokens at {Generation.TokensPerSecond:F1}/s, total {Total.TotalMilliseconds:F0} ms");
    }
}
