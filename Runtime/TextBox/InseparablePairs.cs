using System.Globalization;
using static Ojousama.TextBox.CharacterClass;

namespace Ojousama.TextBox
{
    /// <summary>
    /// Which classes no line break parts, after JLREQ 3.1.10 and the table of pairs in JIS X 4051, besides what may not start a line
    /// or end one: words, numbers, amounts with their signs and units, and runs of dashes and leaders.
    /// </summary>
    internal static class InseparablePairs
    {
        const string Slashes = "／/"; // within a unit too: ５ｍ／ｓ
        const string Separators = "，．：－−‐–,.:-" + Slashes; // within a number: １，０００　３．１４　１２：３０　２／３　０３－１２３４, in either width
        const string Apostrophes = "’＇ʼ"; // within a word
        const string Degrees = "°′″";

        static readonly bool[,] Table = Build(
            (Word, Word),              // VRChat, 1,000, I’m
            (Word, Numeral),           // 1０　US$１００, not VR１０
            (Word, Separator),         // 1，
            (Word, Postfix),           // 100％　100€
            (Word, Unit),              // 10kg　36°
            (Numeral, Numeral),        // １００
            (Numeral, Separator),      // １，
            (Numeral, Postfix),        // ３６℃
            (Numeral, Unit),           // ３６°　１０ｋ　１０kg
            (Numeral, Word),           // １０½
            (Separator, Numeral),      // ，０００
            (Separator, Word),         // ，000
            (Separator, Unit),         // ／ｓ
            (Separator, Postfix),      // ／㎗
            (Unit, Unit),              // ｋｇ　°Ｃ
            (Unit, Word),              // cm²　°40
            (Unit, Numeral),           // ′２, not ｋ２
            (Unit, Separator),         // ｍ／
            (Unit, Postfix),           // ｋ％
            (Prefix, Prefix),          // −￥
            (Prefix, Word),            // ￥100
            (Prefix, Numeral),         // ￥１００
            (Prefix, KanjiNumeral),    // ￥百
            (KanjiNumeral, Postfix),   // 百％
            (Postfix, Separator),      // ㎞／
            (Postfix, Unit),           // ㎝²
            (Inseparable, Inseparable)); // ——　……　〳〵

        /// <summary>Whether a cluster stays with the one before it.</summary>
        /// <param name="before">What the one before it counts as.</param>
        /// <param name="textBefore">The one before it.</param>
        /// <param name="text">The cluster.</param>
        /// <param name="role">What the cluster counts as, which may hang on what is before it.</param>
        public static bool StaysWith(CharacterClass before, string textBefore, string text, out CharacterClass role)
        {
            role = textBefore.Length > 0 ? RoleBehind(before, textBefore[0], text) : CharacterClasses.Of(text);
            if (before == Joiner || role == Joiner)
                return role != Opening;
            return Table[(int)before, (int)role] && Allows(before, textBefore, role, text);
        }

        /// <summary>Whether a character of this class has to wait for what follows it.</summary>
        public static bool MayGoOn(CharacterClass c) => c >= Joiner && c <= Unit;

        /// <summary>The pairs of the table that not every member of their classes makes.</summary>
        static bool Allows(CharacterClass before, string textBefore, CharacterClass role, string text)
        {
            char last = textBefore[0];
            if (before == Inseparable)
                return text == textBefore || (text == "〵" && (textBefore == "〳" || textBefore == "〴"));
            if (before == Separator)
                return IsDigit(text[0]) || (role != Numeral && role != Word && Slashes.IndexOf(last) >= 0);
            if (role == Numeral && before == Word)
                return IsDigit(last) || CharacterClasses.Of(last) == Prefix;
            return role != Numeral || before != Unit || Degrees.IndexOf(last) >= 0;
        }

        static CharacterClass RoleBehind(CharacterClass before, char last, string text)
        {
            char c = text[0];
            CharacterClass own = CharacterClasses.Of(text);
            bool isBehindNumber = before == Numeral || (before == Word && IsDigit(last));
            bool isBehindUnit = before == Unit || before == Postfix;
            bool continuesWord = CharacterClasses.ContinuesWord(text);
            if (isBehindNumber && Separators.IndexOf(c) >= 0 && !(before == Word && continuesWord))
                return Separator;
            if (isBehindUnit && Slashes.IndexOf(c) >= 0)
                return Separator;
            if ((isBehindNumber || before == Unit || (before == Separator && Slashes.IndexOf(last) >= 0)) && IsLetter(c, continuesWord))
                return Unit;
            if ((isBehindNumber && Degrees.IndexOf(c) >= 0) || (before == Postfix && IsPower(c)))
                return Unit;
            if ((before == Word || before == Unit) && (continuesWord || Apostrophes.IndexOf(c) >= 0))
                return Word;
            if (isBehindNumber && own == Prefix)
                return CharacterClasses.IsMoney(c) ? Postfix : continuesWord ? Word : Prefix;
            return before == KanjiNumeral && c == '%' ? Postfix : own;
        }

        static bool IsDigit(char c) => (c >= '0' && c <= '9') || (c >= '０' && c <= '９');

        static bool IsLetter(char c, bool continuesWord) =>
            (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ') || (continuesWord && char.IsLetter(c));

        static bool IsPower(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber && CharacterClasses.Of(c) == Word;

        static bool[,] Build(params (CharacterClass Before, CharacterClass After)[] pairs)
        {
            var table = new bool[(int)LineBreak + 1, (int)LineBreak + 1];
            foreach (var (before, after) in pairs)
                table[(int)before, (int)after] = true;
            return table;
        }
    }
}
