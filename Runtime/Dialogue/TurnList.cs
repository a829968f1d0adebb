using System.Collections.Generic;
using System.Linq;
using Ojousama.Dialogue.Answers;

namespace Ojousama.Dialogue
{
    /// <summary>The turns of a conversation so far.</summary>
    internal static class TurnList
    {
        /// <summary>Whether this was said in it, word for word.</summary>
        public static bool HaveSaid(this IReadOnlyList<Turn> turns, string reply) => turns.Any(turn => turn.Exchange.Reply == reply);

        /// <summary>Whether a fact was told in it.</summary>
        public static bool HaveTold(this IReadOnlyList<Turn> turns, string fact) => turns.Any(turn => turn.AnswerKind == AnswerKind.Fact && turn.Facts[0].Text == fact);
    }
}
