using System;
using System.Linq;
using System.Text.RegularExpressions;
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

        static readonly Regex s_playersOwn = new Regex("^(お相手|プレイヤー)の", RegexOptions.CultureInvariant);
        static readonly Regex s_playerAsTopic = new Regex("^(お相手|プレイヤー)は", RegexOptions.CultureInvariant);

        /// <param name="fact">One sentence.</param>
        /// <param name="speech">How she talks; without endings of its own the fact is said as it stands.</param>
        public static string Of(string fact, SpeechStyle speech)
        {
            if (ToldByPlayer.Quoted(fact) is string said)
                return $"「{LineCues.WithoutPlayer(said)}」{speech.quoteEnding}";
            string body = ToHisFace(fact.TrimEnd('。', ' ', '　'));
            if (body.Length == 0)
                return fact;
            string? copula = Copulas.FirstOrDefault(c => body.Length > c.Length && body.EndsWith(c, StringComparison.Ordinal) && !body.EndsWith("ん" + c, StringComparison.Ordinal));
            if (copula != null)
                return body.Substring(0, body.Length - copula.Length) + speech.nounEnding;
            return body + (VerbEndings.IndexOf(body[body.Length - 1]) >= 0 ? speech.verbEnding : speech.nounEnding);
        }

        /// <summary>お相手の誕生日は3月4日 is said to him as 誕生日は3月4日, お相手は犬が好き as あなたは犬が好き.</summary>
        static string ToHisFace(string fact) => s_playerAsTopic.Replace(s_playersOwn.Replace(fact, ""), "あなたは");
    }
}
