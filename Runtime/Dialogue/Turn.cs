using System.Collections.Generic;
using Ojousama.Dialogue.Turns;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Replies;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>A line of the player and the character's reply to it. Immutable.</summary>
    public sealed class Turn
    {
        string? _letters;

        internal Turn(
            Exchange exchange,
            IReadOnlyList<RecalledFact> facts,
            StopReason stopReason,
            TurnTimings timings,
            string? reply = null,
            string expression = "",
            int affection = 0)
        {
            Exchange = exchange;
            Facts = facts;
            StopReason = stopReason;
            Timings = timings;
            Reply = reply ?? exchange.Reply;
            Expression = expression;
            Affection = affection;
        }

        /// <summary>What the player said.</summary>
        public string PlayerLine => Exchange.PlayerLine;

        /// <summary>What she said, with its tags ([face:shy]): <see cref="Text.Markup.Strip"/> gives the plain text.</summary>
        public string Reply { get; }

        /// <summary>Whether <see cref="Reply"/> is a line of the author's that stands in for hers. She does not remember such a turn.</summary>
        public bool IsFallback { get; internal init; }

        /// <summary>The face that her reply ended with, one of her sheet's; empty if it named none.</summary>
        public string Expression { get; }

        /// <summary>How she took the line, within <see cref="ConversationOptions.Affection"/>. A proposal: the game decides what comes of it.</summary>
        public int Affection { get; }

        /// <summary>By what the reply came about.</summary>
        public AnswerKind AnswerKind { get; internal init; }

        /// <summary>What the model was told, best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>Why the reply stopped.</summary>
        public StopReason StopReason { get; }

        /// <summary>What it cost.</summary>
        public TurnTimings Timings { get; }

        /// <summary>The reply by which another is the same: see <see cref="SaidBefore"/>. Found once, since each later turn asks for it.</summary>
        internal string Letters => _letters ??= SaidBefore.Letters(Exchange.Reply);

        /// <summary>The turn as later prompts hold it.</summary>
        internal Exchange Exchange { get; }

        /// <summary>The turn as it was shown: what a save holds.</summary>
        internal Exchange Shown => new Exchange(PlayerLine, Exchange.Facts, Reply);
    }
}
