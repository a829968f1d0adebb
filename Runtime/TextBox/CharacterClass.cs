using System.Collections.Generic;
using System.Globalization;
using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>What a character may do at the edge of a line.</summary>
    internal enum CharacterClass : byte
    {
        /// <summary>Breaks on both sides: kana, kanji, full-width letters, emoji.</summary>
        Ordinary,

        /// <summary>May not end a line.</summary>
        Opening,

        /// <summary>May not start a line: comma. Reveal pauses after it.</summary>
        Comma,

        /// <summary>May not start a line: ends a sentence. Reveal pauses after a run of these.</summary>
        Stop,

        /// <summary>May not start a line: closing bracket.</summary>
        Closing,

        /// <summary>May not start a line: small kana, sound and repeat marks, dividing marks.</summary>
        NotStarting,

        /// <summary>May not start a line, and nothing shows if it hangs over the edge.</summary>
        Space,

        /// <summary>May not start a line, and what follows may not either: word joiners, blanks and hyphens that never break.</summary>
        Joiner,

        /// <summary>A run of the same one is not split: dashes and leaders.</summary>
        Inseparable,

        /// <summary>A run of these is not split: half-width letters and digits of any script with blanks between its words, and marks between them.</summary>
        Word,

        /// <summary>Full-width digits: a number is not split.</summary>
        Numeral,

        /// <summary>Stays with the number behind it: signs of money and the like.</summary>
        Prefix,

        /// <summary>Stays with the number before it: per cent, degrees, units in one character.</summary>
        Postfix,

        /// <summary>A kanji that counts: breaks on both sides, but not beside a prefix or postfix.</summary>
        KanjiNumeral,

        /// <summary>Only behind a numeral: a mark that groups digits.</summary>
        Separator,

        /// <summary>Only behind a numeral: full-width letters of a unit, degrees.</summary>
        Unit,

        /// <summary>Ends the line.</summary>
        LineBreak,
    }

    /// <summary>The classes of W3C's "Requirements for Japanese Text Layout" (JLREQ, appendix A), folded into what the layout asks.</summary>
    internal static class CharacterClasses
    {
        static readonly Dictionary<char, CharacterClass> Table = Build();

        /// <param name="cluster">One grapheme cluster; its first character decides.</param>
        public static CharacterClass Of(string cluster) => IsRareSmallKana(cluster) ? CharacterClass.NotStarting : Of(cluster[0]);

        public static CharacterClass Of(char c)
        {
            if (Table.TryGetValue(c, out CharacterClass found))
                return found;
            if (c >= '０' && c <= '９')
                return CharacterClass.Numeral;
            if (IsSquaredUnit(c))
                return CharacterClass.Postfix;
            if (IsMoney(c))
                return CharacterClass.Prefix;
            if (char.IsWhiteSpace(c))
                return CharacterClass.Space;
            return IsWord(c) ? CharacterClass.Word : CharacterClass.Ordinary;
        }

        /// <summary>Whether a character goes on with the word before it, whatever it is elsewhere: the point of 3.14.</summary>
        public static bool ContinuesWord(string cluster) => IsWord(cluster[0]) && Of(cluster) != CharacterClass.Opening;

        /// <summary>A sign of money stands before its number or behind it: €100, 100€.</summary>
        public static bool IsMoney(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

        /// <summary>Classes that are drawn in the reserve rather than at the start of a line.</summary>
        public static bool MayNotStart(CharacterClass c) => c >= CharacterClass.Comma && c <= CharacterClass.Joiner;

        /// <summary>Graphic ASCII, and what words, powers and fractions are written with in scripts that put blanks between words.</summary>
        static bool IsWord(char c)
        {
            if (c < '\u007F')
                return c > ' ';
            if (!IsOfSpacedScript(c))
                return false;
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.UppercaseLetter:
                case UnicodeCategory.LowercaseLetter:
                case UnicodeCategory.TitlecaseLetter:
                case UnicodeCategory.ModifierLetter:
                case UnicodeCategory.OtherLetter:
                case UnicodeCategory.DecimalDigitNumber:
                case UnicodeCategory.OtherNumber: // ² ½ ₂
                    return true;
                default:
                    return (c >= '\u0370' && c <= '\u0DFF') || (c >= '\u2070' && c <= '\u209C'); // with their own marks: ־ ՞ ، ⁻
            }
        }

        /// <summary>Not the scripts of the Far East, nor those of South-East Asia, whose words nothing parts; nor enclosed numbers: ①.</summary>
        static bool IsOfSpacedScript(char c) =>
            c <= '\u0DFF' || (c >= '\u10A0' && c <= '\u10FF') || (c >= '\u1200' && c <= '\u177F') || (c >= '\u1800' && c <= '\u194F') ||
            (c >= '\u1B80' && c <= '\u218B') || (c >= '\u2C00' && c <= '\u2DFF') || (c >= '\uA4D0' && c <= '\uA95F') ||
            (c >= '\uAB00' && c <= '\uABFF') || (c >= '\uFB00' && c <= '\uFDFF') || (c >= '\uFE70' && c <= '\uFEFC');

        /// <summary>Small kana beyond the basic plane: U+1B132, U+1B150 to 52, U+1B155, U+1B164 to 67.</summary>
        static bool IsRareSmallKana(string cluster) =>
            cluster.Length > 1 && cluster[0] == '\uD82C' && "\uDD32\uDD50\uDD51\uDD52\uDD55\uDD64\uDD65\uDD66\uDD67".IndexOf(cluster[1]) >= 0;

        /// <summary>㌔ ㎏ ㏄, without hours, days and names of eras.</summary>
        static bool IsSquaredUnit(char c) => (c >= '\u3300' && c <= '\u3357') || (c >= '\u3371' && c <= '\u337A') || (c >= '\u3380' && c <= '\u33DF') || c == '\u33FF';

        static Dictionary<char, CharacterClass> Build()
        {
            var table = new Dictionary<char, CharacterClass>();
            Add(CharacterClass.Opening, "‘“（〔［｛〈《「『【｟⦅〘〖«‹〝" + "„‚‟‛❝❛" + "¿¡©" + "([{｢"); // cl-01
            Add(CharacterClass.Closing, "’”）〕］｝〉》」』】｠⦆〙〗»›〞〟" + "❞❜" + ")]}｣"); // cl-02
            Add(CharacterClass.NotStarting, "‐〜゠–" + "～~"); // cl-03; the last are typed for the second
            Add(CharacterClass.Stop, "！？‼⁇⁈⁉" + "!?"); // cl-04
            Add(CharacterClass.NotStarting, "・：；" + ":;･"); // cl-05
            Add(CharacterClass.Stop, "。．" + ".｡"); // cl-06
            Add(CharacterClass.Comma, "、，" + ",､"); // cl-07
            Add(CharacterClass.Inseparable, "—―⸺⸻…‥⋯〳〴〵" + "─━"); // cl-08, and the box lines that authors type for a dash
            Add(CharacterClass.NotStarting, "ヽヾゝゞ々〻"); // cl-09
            Add(CharacterClass.NotStarting, "ー" + "ｰ"); // cl-10
            Add(CharacterClass.NotStarting, "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" + "ｧｨｩｪｫｬｭｮｯ"); // cl-11
            Add(CharacterClass.NotStarting, "゛゜™℠®"); // belong to the letter before them
            Add(CharacterClass.Joiner, "\u2060\uFEFF\u00A0\u2007\u202F\u2011"); // classes WJ and GL of UAX #14
            Add(CharacterClass.Prefix, "￥＄￡＃€№" + "〒§" + "±−－＋+-"); // cl-12, beside all signs of money, their like, and signs of a number
            Add(CharacterClass.Postfix, "°′″℃￠％‰ℓ" + "¢℉Å‱"); // cl-13 without the squared units
            Add(CharacterClass.KanjiNumeral, "〇一二三四五六七八九十百千万億兆"); // of cl-19
            Add(CharacterClass.LineBreak, LineBreaks.Characters);
            return table;

            void Add(CharacterClass c, string characters)
            {
                foreach (char member in characters)
                    table.Add(member, c);
            }
        }
    }
}
