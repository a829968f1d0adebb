using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Stock;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>How a line is to be answered, decided before anything is generated.</summary>
    /// <remarks>
    /// The thresholds were chosen on the development questions (Documentation~/quality.md). A line is compared with lines and facts in
    /// the same space, so that their scores can be held against each other. Immutable.
    /// </remarks>
    internal sealed class Answer
    {
        /// <summary>From here on a remembered line fits almost exactly: it is said even where a fact was handed over, if it scores higher by <see cref="LineMargin"/>.</summary>
        const float SureLine = 0.75f;

        const float LineMargin = 0.25f;

        /// <summary>A fact this far above the floor was handed over by whoever asks; recall gives no such margin.</summary>
        const float HandedOver = 1f;

        /// <summary>
        /// How much surer, in logits, a fact within a conversation has to be: there few lines ask for one. Of 640 lines of talks it takes 94 %
        /// of those that ask for one of eleven facts, 12 % of those that ask for something else, 1 % of the rest; at 1 logit 85, 8 and 1 (Documentation~/quality.md).
        /// </summary>
        const float WithinConversation = 0.25f;

        /// <summary>
        /// And how much less sure by a first line: whoever begins by asking mostly asks about her. Of 130 such questions and false
        /// premises seven more were answered by their fact, of 60 remarks none (Documentation~/quality.md).
        /// </summary>
        const float AtFirst = -0.6f;

        /// <summary>From here on a remembered line answers a remark: what the model would say instead is seldom better.</summary>
        const float FittingLine = 0.27f;

        /// <summary>From here on it answers a question, where a wrong reply shows more.</summary>
        const float FittingQuestion = 0.33f;

        /// <summary>
        /// From here on it answers better than a stock reply, which suits any line that does the same: of 37 lines of talks from 0.5 to 0.55,
        /// read blind, stock replies passed for 20 and remembered ones for 17, of 23 from there to 0.6 for 13 and 15.
        /// </summary>
        const float NearLine = 0.55f;

        /// <summary>A line within a conversation that asks for something less likely than this is not about a fact, however near one is.</summary>
        const float Asks = 0.03f;

        /// <summary>Of the nearest line where a character remembers thousands: what one without any is decided by.</summary>
        public const float UsualLikeness = 0.47f;

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

        /// <summary>To what the player tells of himself.</summary>
        public static Answer Told(string reply) => new Answer(AnswerKind.Told, reply, "he told something to keep in mind");

        public static Answer Free(string reason) => new Answer(AnswerKind.Free, null, reason);

        /// <param name="line">The player's words.</param>
        /// <param name="before">What it asks of what was said before.</param>
        /// <param name="facts">Recalled for it, best first.</param>
        /// <param name="lines">Remembered for it, most like first.</param>
        /// <param name="stock">What suits whatever does the same; null for nothing.</param>
        /// <param name="turns">The conversation so far.</param>
        /// <param name="deflection">The author's line for what she cannot know; "" if there is none.</param>
        /// <param name="decision">Of the embedder whose scores these are.</param>
        public static Answer Decide(
            string line, Recollection before, IReadOnlyList<RecalledFact> facts, IReadOnlyList<RememberedLine> lines, StockReply? stock, IReadOnlyList<Turn> turns, string deflection, AnswerDecision decision)
        {
            if (LineCues.WantsRepetition(line) && turns.Count > 0)
                return new Answer(AnswerKind.Line, turns[turns.Count - 1].Exchange.Reply, "asked to say it again");
            RememberedLine? best = lines.FirstOrDefault(l => !turns.HaveSaid(l.Reply));
            float likeness = best?.Score ?? -1;
            bool asks = LineCues.Asks(line);
            bool isOfPlayer = turns.Count > 0 && before.OfPlayer;
            bool tellsOfPlayer = !asks && !isOfPlayer && LineCues.NamesPlayer(line) && !LineCues.NamesHer(line); // what is true of her answers no news of his
            // What she told already is no news, unless he asks for it.
            bool isNews = asks || before.IsAsked || facts.Count == 0 || !turns.HaveTold(facts[0].Text);
            if (facts.Count > 0 && isNews && !tellsOfPlayer && (isOfPlayer || IsOfBefore(before, facts[0], turns) || IsMeant(line, facts[0], best?.Score ?? UsualLikeness, stock, turns, decision)))
                return new Answer(AnswerKind.Fact, null, FormattableString.Invariant($"fact {facts[0].Score:F2}, read {facts[0].Fit:F1}, line {likeness:F2}"));
            if (likeness >= (stock != null ? NearLine : asks ? FittingQuestion : FittingLine) && !isOfPlayer)
                return Remember(best!);
            if (stock != null)
                return new Answer(AnswerKind.Stock, stock.Text, FormattableString.Invariant($"{stock.Act}, fit {stock.Fit:F2}, line {likeness:F2}"));
            if (asks && !isOfPlayer && deflection.Length > 0 && !(turns.Count > 0 && LineCues.RefersBack(line)))
                return new Answer(AnswerKind.Unknown, deflection, FormattableString.Invariant($"no fact, line {likeness:F2}"));
            return best != null && turns.Count == 0 && !isOfPlayer ? Remember(best) : Free(FormattableString.Invariant($"no fact, line {likeness:F2}"));
        }

        /// <summary>Whether the line asks for what was said earlier, and the nearest fact was: then nothing else is meant.</summary>
        static bool IsOfBefore(Recollection before, RecalledFact fact, IReadOnlyList<Turn> turns) => turns.Count > 0 && before.IsAsked
            && (ToldByPlayer.Quoted(fact.Text) != null || (turns.HaveTold(fact.Text) && (before.IsQuiz || !fact.IsUnfit)));

        /// <summary>Whether the nearest fact is meant, and holds the kind of value asked for.</summary>
        static bool IsMeant(string line, RecalledFact fact, float likeness, StockReply? stock, IReadOnlyList<Turn> turns, AnswerDecision decision)
        {
            if (fact.Margin >= HandedOver)
                return likeness < SureLine || likeness < fact.Score + LineMargin;
            bool isWithin = turns.Count > 0 && !turns.HaveTold(fact.Text); // one that was told has passed already
            return AskedKind.CanAnswer(line, fact.Text) && decision.IsMeant(line, fact, likeness, isWithin ? WithinConversation : turns.Count == 0 ? AtFirst : 0) && (!isWithin || stock == null || stock.Asks >= Asks);
        }

        static Answer Remember(RememberedLine line) =>
            new Answer(AnswerKind.Line, line.Reply, FormattableString.Invariant($"line {line.Score:F2} “{line.PlayerLine}”"));
    }
}
