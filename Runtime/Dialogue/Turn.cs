using System.Collections.Generic;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>A line of the player and the character's reply to it. Immutable.</summary>
    public sealed class Turn
    {
        internal Turn(Exchange exchange, IReadOnlyList<RecalledFact> facts, StopReason stopReason, TurnTimings timings)
        {
            Exchange = exchange;
            Facts = facts;
            StopReason = stopReason;
            Timings = timings;
        }

        /// <summary>What the player said.</summary>
        public string PlayerLine => Exchange.PlayerLine;

        /// <summary>What she said.</summary>
        public string Reply => Exchange.Reply;

        /// <summary>What the model was told, best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>Why the reply stopped.</summary>
        public StopReason StopReason { get; }

        /// <summary>What it cost.</summary>
        public TurnTimings Timings { get; }

        /// <summary>The turn as later prompts hold it.</summary>
        internal Exchange Exchange { get; }
    }
}
