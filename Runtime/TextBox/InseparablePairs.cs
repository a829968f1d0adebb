using static Ojousama.TextBox.CharacterClass;

namespace Ojousama.TextBox
{
    /// <summary>
    /// Which classes no line break parts, after JLREQ 3.1.10 and the table of pairs in JIS X 4051, besides what may not start a line
    /// or end one: words, numbers, amounts with their signs and units, and runs of dashes and leaders.
    /// </summary>
    internal static class InseparablePairs
    {
        const string Separators = "，．：／－−,.:/-"; // within a number: １，０００　３．１４　１２：３０　２／３　０３－１２３４, in either width
        const string Apostrophes = "’＇ʼ\u2011"; // within a word; the last is a hyphen that never breaks
        const string Degrees = "°′″";

        static readonly bool[,] Table = Build(
            (Word, Word),              // VRChat, 1,000, 10kg, I’m
            (Word, Postfix),           // 100％
            (Word, Unit),              // 36°
            (Numeral, Numeral),        // １００
            (Numeral, Separator),      // １，
            (Separator, Numeral),      // ，０００
            (Separator, Word),         // ，000
            (Numeral, Postfix),        // ３６℃
            (Numeral, Unit),           // ３６°　１０ｋ
            (Numeral, Word),           // １０kg
            (Unit, Unit),              // ｋｇ　°Ｃ
            (Unit, Word),              // °C
            (Prefix, Prefix),          // −￥
            (Prefix, Word),            // ￥100
            (Prefix, Numeral),         // ￥１００
            (Prefix, KanjiNumeral),    // ￥百
            (KanjiNumeral, Postfix),   // 百％
            (Inseparable, Inseparable)); // ——　……　〳〵

        /// <summary>Whether a cluster stays with the one before it.</summary>
        /// <param name="before">What the one before it counts as.</param>
        /// <param name="textBefore">The one before it.</param>
        /// <param name="text">The cluster.</param>
        /// <param name="role">What the cluster counts as, which may hang on what is before it.</param>
        public static bool StaysWith(CharacterClass before, string textBefore, string text, out CharacterClass role)
        {
            role = RoleBehind(before, text);
            if (!Table[(int)before, (int)role])
                return false;
            return before != Inseparable || text == textBefore || (text == "〵" && (textBefore == "〳" || textBefore == "〴"));
        }

        /// <summary>Whether a character of this class has to wait for what follows it.</summary>
        public static bool MayGoOn(CharacterClass c) => c >= Inseparable && c <= Unit;

        static CharacterClass RoleBehind(CharacterClass before, string text)
        {
            char c = text[0];
            if (before == Word && (CharacterClasses.ContinuesWord(text) || Apostrophes.IndexOf(c) >= 0))
                return Word;
            if (before == Numeral && Separators.IndexOf(c) >= 0)
                return Separator;
            if ((before == Numeral || before == Unit) && IsFullWidthLetter(c))
                return Unit;
            return (before == Numeral || before == Word) && Degrees.IndexOf(c) >= 0 ? Unit : CharacterClasses.Of(text);
        }

        static bool IsFullWidthLetter(char c) => (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ');

        static bool[,] Build(params (CharacterClass Before, CharacterClass After)[] pairs)
        {
            var table = new bool[(int)LineBreak + 1, (int)LineBreak + 1];
            foreach (var (before, after) in pairs)
                table[(int)before, (int)after] = true;
            return table;
        }
    }
}
