using System;
using System.Linq;
using Ojousama.Character;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>Says a fact in a character's manner, word for word: the last resort when no generated reply states it.</summary>
    internal static class FactSentence
    {
        /// <summary>What plain verbs and adjectives end in; a sentence that ends otherwise ends in a noun.</summary>
        const string VerbEndings = "るうくぐすつぬぶむいた";

        /// <summary>The copula, which the character's own takes the place of; the longest first.</summary>
        static readonly string[] Copulas = { "である", "です", "だ" };

        /// <param name="fact">One sentence.</param>
        /// <param name="speech">How she talks; without endings of its own the fact is said as it stands.</param>
        public static string Of(string fact, SpeechStyle speech)
        {
            if (ToldByPlayer.Quoted(fact) is string said)
                return $"「{LineCues.WithoutPlayer(said)}」{speech.quoteEnding}";
            string body = fact.TrimEnd('。', ' ', '　');
            if (body.Length == 0)
                return fact;
            string? copula = Copulas.FirstOrDefault(c => body.Length > c.Length && body.EndsWith(c, StringComparison.Ordinal) && !body.EndsWith("ん" + c, StringComparison.Ordinal));
            if (copula != null)
                return body.Substring(0, body.Length - copula.Length) + speech.nounEnding;
            return body + (VerbEndings.IndexOf(body[body.Length - 1]) >= 0 ? speech.verbEnding : speech.nounEnding);
        }
    }
}
