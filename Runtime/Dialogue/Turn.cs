using System;
using System.Collections.Generic;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>A line of the player and the character's reply to it. Immutable.</summary>
    public sealed class Turn
    {
        internal Turn(string playerLine, IReadOnlyList<RecalledFact> facts, string reply, IReadOnlyList<int> replyTokens, StopReason stopReason, TurnTimings timings)
        {
            PlayerLine = playerLine;
            Facts = facts;
            Reply = reply;
            ReplyTokens = replyTokens;
            StopReason = stopReason;
            Timings = timings;
        }

        /// <summary>What the player said.</summary>
        public string PlayerLine { get; }

        /// <summary>What the model was told, best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>What she said.</summary>
        public string Reply { get; }

        /// <summary>Why the reply stopped.</summary>
        public StopReason StopReason { get; }

        /// <summary>What it cost.</summary>
        public TurnTimings Timings { get; }

        /// <summary>The tokens as sampled: later prompts hold these, so that their KV entries stay valid.</summary>
        internal IReadOnlyList<int> ReplyTokens { get; }
    }

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
