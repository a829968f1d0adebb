using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Dialogue
{
    /// <summary>The turns of a conversation so far.</summary>
    internal static class TurnList
    {
        /// <summary>Whether this was said in it, word for word.</summary>
        public static bool HaveSaid(this IReadOnlyList<Turn> turns, string reply) => turns.Any(turn => turn.Exchange.Reply == reply);
    }
}
