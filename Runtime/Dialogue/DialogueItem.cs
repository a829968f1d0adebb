using System;
using System.Collections.Generic;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Dialogue
{
    /// <summary>One thing that happens while a character answers. A stream of these is one turn, in this order:</summary>
    /// <remarks>
    /// <see cref="TurnStarted"/>, <see cref="FactsRecalled"/>, then <see cref="TextPiece"/>s with a <see cref="SentenceEnd"/> after each sentence,
    /// then exactly one of <see cref="TurnFinished"/> and <see cref="TurnFailed"/>.
    /// </remarks>
    public abstract class DialogueItem
    {
        private protected DialogueItem()
        {
        }
    }

    /// <summary>She has heard the line. Comes at once, before anything is recalled or generated.</summary>
    public sealed class TurnStarted : DialogueItem
    {
        internal TurnStarted(string speaker, string playerLine)
        {
            Speaker = speaker;
            PlayerLine = playerLine;
        }

        /// <summary>Who answers: the name for the plate.</summary>
        public string Speaker { get; }

        /// <summary>What the player said.</summary>
        public string PlayerLine { get; }
    }

    /// <summary>Recall has chosen what the model is told.</summary>
    public sealed class FactsRecalled : DialogueItem
    {
        internal FactsRecalled(IReadOnlyList<RecalledFact> facts, IReadOnlyList<RememberedLine> lines)
        {
            Facts = facts;
            Lines = lines;
        }

        /// <summary>Best first; empty if recall is off or nothing fits.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>Lines that she answered before and that are like this one, most like first.</summary>
        public IReadOnlyList<RememberedLine> Lines { get; }
    }

    /// <summary>More of the line, all of it checked. Pieces joined give the reply.</summary>
    public sealed class TextPiece : DialogueItem
    {
        internal TextPiece(string text) => Text = text;

        /// <summary>Never empty. With its tags ([face:shy]): a <see cref="TextBox.MessageWindow"/> takes them out as it shows the text.</summary>
        public string Text { get; }
    }

    /// <summary>The pieces since the last one of these make a sentence.</summary>
    public sealed class SentenceEnd : DialogueItem
    {
        internal SentenceEnd(string sentence) => Sentence = sentence;

        /// <summary>The sentence with its closing mark, without tags.</summary>
        public string Sentence { get; }
    }

    /// <summary>The turn is complete and part of the history.</summary>
    public sealed class TurnFinished : DialogueItem
    {
        internal TurnFinished(Turn turn) => Turn = turn;

        /// <summary>What was said.</summary>
        public Turn Turn { get; }
    }

    /// <summary>The turn failed and is not part of the history. The scene goes on with <see cref="FallbackLine"/>.</summary>
    public sealed class TurnFailed : DialogueItem
    {
        internal TurnFailed(OjousamaException error, string playerLine, string fallbackLine, StopReason reason = StopReason.Error, TurnTimings timings = default)
        {
            Error = error;
            Turn = new Turn(
                new Exchange(playerLine, Array.Empty<string>(), fallbackLine), Array.Empty<RecalledFact>(), reason, timings) { IsFallback = true };
        }

        /// <summary>For the log; players see the fallback line.</summary>
        public OjousamaException Error { get; }

        /// <summary>What the scene shows of it: the player's line, and the fallback line as its reply.</summary>
        public Turn Turn { get; }

        /// <summary>The author's line for this case. It replaces whatever pieces came before.</summary>
        public string FallbackLine => Turn.Reply;
    }
}
