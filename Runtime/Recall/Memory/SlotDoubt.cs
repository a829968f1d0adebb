using System;
using System.Text.RegularExpressions;

namespace Ojousama.Recall.Memory
{
    /// <summary>Finds in a sentence what keeps it from being told for true, wherever it stands.</summary>
    internal static class SlotDoubt
    {
        /// <summary>What makes a sentence say less than it seems to: a denial, a doubt, a condition, the past, a joke.</summary>
        static readonly Regex s_unsure = new Regex(
            "じゃない|ではない|じゃあり|ではあり|じゃねえ|じゃなかった|だったら|だったとき|だった頃|だったころ|だとしたら|ならよかった|なら良かった|かもしれ|かもね|だっけ|たぶん|多分|らしい|"
            + "もし(?!も|よ)|いわく|曰く|はず|旧暦|陰暦|わからない|分からない|知らない|覚えて|忘れ(?!ない)|秘密|内緒|教えない|ほしくない|欲しくない",
            RegexOptions.CultureInvariant);

        /// <summary>嘘 but not 嘘はつかない.</summary>
        static readonly Regex s_joke = new Regex("(?:嘘|うそ|ウソ)(?![をはも]?つ)|冗談(?![はも]?言)|なんてね|なんちゃって", RegexOptions.CultureInvariant);

        /// <summary>Whether the player is not sure, or does not say it of now.</summary>
        public static bool IsUnsure(string words) => s_unsure.IsMatch(words);

        /// <summary>Whether it is no serious word.</summary>
        public static bool IsJoke(string sentence) => s_joke.IsMatch(sentence);

        /// <summary>Whether a sentence asks, with or without a question mark.</summary>
        public static bool IsQuestion(string sentence)
        {
            string end = sentence.TrimEnd('。', ' ', '　', '…', '〜', '～', '！', '!');
            return Array.Exists(new[] { "？", "?", "か", "かな", "かい", "っけ", "でしょ", "でしょう", "だろ", "だろう" }, q => end.EndsWith(q, StringComparison.Ordinal));
        }
    }
}
