using System;
using Ojousama.Inference;

namespace Ojousama.Dialogue
{
    /// <summary>Where the time of a turn went.</summary>
    public readonly struct TurnTimings
    {
        internal TurnTimings(TimeSpan recall, GenerationTimings generation)
        {
            Recall = recall;
            Generation = generation;
        }

        /// <summary>Embedding the line and searching the facts.</summary>
        public TimeSpan Recall { get; }

        /// <summary>The reply itself; its spans begin when recall has ended.</summary>
        public GenerationTimings Generation { get; }

        /// <summary>From the player's line to the first sampled token.</summary>
        public TimeSpan FirstToken => Recall + Generation.FirstToken;

        /// <summary>From the player's line to the end of the reply.</summary>
        public TimeSpan Total => Recall + Generation.Total;
    }
}
