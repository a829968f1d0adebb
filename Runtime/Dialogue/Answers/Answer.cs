using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>How a line is to be answered, decided before anything is generated.</summary>
    /// <remarks>
    /// The thresholds were chosen on the development questions (Documentation~/quality.md). A line is compared with lines and facts in
    /// the same space, so that their scores can be held against each other. Immutable.
    /// </remarks>
    internal sealed class Answer
    {
        /// <summary>From here on a remembered line fits almost exactly: it is said even where a fact was recalled, if it scores higher by <see cref="LineMargin"/>.</summary>
        const float SureLine = 0.62f;

        const float LineMargin = 0.12f;

        /// <summary>From here on a remembered line answers a remark.</summary>
        const float FittingLine = 0.3f;

        /// <summary>From here on it answers a question, where a wrong reply shows more.</summary>
        const float FittingQuestion = 0.48f;

        Answer(AnswerKind kind, string? text, string reason)
        {
            Kind = kind;
            Text = text;
            Reason = reason;
        }

        public AnswerKind Kind { get; }

        /// <summary>What is said, if it need not be generated.</summary>
        public string? Text { get; }

        /// <summary>For the log.</summary>
        public string Reason { get; }

        public static Answer Free(string reason) => new Answer(AnswerKind.Free, null, reason);

        /// <param name="line">The player's words.</param>
        /// <param name="facts">Recalled for it, best first.</param>
        /// <param name="lines">Remembered for it, most like first.</param>
        /// <param name="turns">The conversation so far.</param>
        /// <param name="deflection">The author's line for what she cannot know; "" if there is none.</param>
        public static Answer Decide(
            string line, IReadOnlyList<RecalledFact> facts, IReadOnlyList<RememberedLine> lines, IReadOnlyList<Turn> turns, string deflection)
        {
            if (LineCues.WantsRepetition(line) && turns.Count > 0)
                return new Answer(AnswerKind.Line, turns[turns.Count - 1].Exchange.Reply, "asked to say it again");
            RememberedLine? best = lines.FirstOrDefault(l => !IsSaid(l.Reply, turns));
            float likeness = best?.Score ?? -1;
            bool asks = LineCues.Asks(line);
            if (facts.Count > 0)
            {
                return likeness >= SureLine && likeness >= facts[0].Score + LineMargin
                    ? Remember(best!)
                    : new Answer(AnswerKind.Fact, null, FormattableString.Invariant($"fact {facts[0].Score:F2}, line {likeness:F2}"));
            }

            if (turns.Count > 0 && LineCues.AsksAboutPlayer(line))
                return Free("asked for what the player told");
            if (likeness >= (asks ? FittingQuestion : FittingLine))
                return Remember(best!);
            if (asks && deflection.Length > 0 && !(turns.Count > 0 && LineCues.RefersBack(line)))
                return new Answer(AnswerKind.Unknown, deflection, FormattableString.Invariant($"no fact, line {likeness:F2}"));
            return best != null && turns.Count == 0 ? Remember(best) : Free(FormattableString.Invariant($"no fact, line {likeness:F2}"));
        }

        static Answer Remember(RememberedLine line) =>
            new Answer(AnswerKind.Line, line.Reply, FormattableString.Invariant($"line {line.Score:F2} “{line.PlayerLine}”"));

        static bool IsSaid(string reply, IReadOnlyList<Turn> turns) => turns.Any(turn => turn.Exchange.Reply == reply);
    }
}
