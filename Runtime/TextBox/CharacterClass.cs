using System.Collections.Generic;
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

        /// <summary>A run of the same one is not split: dashes and leaders.</summary>
        Inseparable,

        /// <summary>A run of these is not split: half-width letters and digits, and marks between them.</summary>
        Word,

        /// <summary>Ends the line.</summary>
        LineBreak,
    }

    /// <summary>The classes of W3C's "Requirements for Japanese Text Layout" (JLREQ, appendix A), folded into what the layout asks.</summary>
    internal static class CharacterClasses
    {
        static readonly Dictionary<char, CharacterClass> Table = Build();

        /// <param name="cluster">One grapheme cluster; its first character decides.</param>
        public static CharacterClass Of(string cluster) => Of(cluster[0]);

        public static CharacterClass Of(char c)
        {
            if (Table.TryGetValue(c, out CharacterClass found))
                return found;
            if (char.IsWhiteSpace(c) && c != '\u00A0')
                return CharacterClass.Space;
            return IsWord(c) ? CharacterClass.Word : CharacterClass.Ordinary;
        }

        /// <summary>Whether a character goes on with the word before it, whatever it is elsewhere: the point of 3.14.</summary>
        public static bool ContinuesWord(string cluster) => IsWord(cluster[0]) && Of(cluster) != CharacterClass.Opening;

        /// <summary>Classes that are drawn in the reserve rather than at the start of a line.</summary>
        public static bool MayNotStart(CharacterClass c) => c >= CharacterClass.Comma && c <= CharacterClass.Space;

        /// <summary>Graphic ASCII and the letters of Latin-1 and Latin Extended-A and -B.</summary>
        static bool IsWord(char c) => (c > ' ' && c < '\u007F') || c == '\u00A0' || (c >= '\u00C0' && c <= '\u024F' && c != '×' && c != '÷');

        static Dictionary<char, CharacterClass> Build()
        {
            var table = new Dictionary<char, CharacterClass>();
            Add(CharacterClass.Opening, "‘“（〔［｛〈《「『【｟〘〖«〝" + "([{｢"); // cl-01
            Add(CharacterClass.Closing, "’”）〕］｝〉》」』】｠〙〗»〟" + ")]}｣"); // cl-02
            Add(CharacterClass.NotStarting, "‐〜゠–" + "～"); // cl-03; Windows types the last for the second
            Add(CharacterClass.Stop, "！？‼⁇⁈⁉" + "!?"); // cl-04
            Add(CharacterClass.NotStarting, "・：；" + ":;･"); // cl-05
            Add(CharacterClass.Stop, "。．" + ".｡"); // cl-06
            Add(CharacterClass.Comma, "、，" + ",､"); // cl-07
            Add(CharacterClass.Inseparable, "—―…‥⋯─"); // cl-08, and the box line that authors type for a dash
            Add(CharacterClass.NotStarting, "ヽヾゝゞ々〻"); // cl-09
            Add(CharacterClass.NotStarting, "ー" + "ｰ"); // cl-10
            Add(CharacterClass.NotStarting, "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" + "ｧｨｩｪｫｬｭｮｯ"); // cl-11
            Add(CharacterClass.NotStarting, "゛゜"); // belong to the letter before them
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
