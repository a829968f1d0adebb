using System.Collections.Generic;
using System.Linq;
using System.Text;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>A GBNF grammar that admits nothing but a piece of one line in 「」, or <see cref="Nothing"/>.</summary>
    internal static class SpanGrammar
    {
        public const string Nothing = "なし";

        const string Breaks = "。．！？!?…「」『』（）()\n"; // no piece runs across these
        const string Blanks = "、， 　"; // a piece may run across these, but neither begin nor end with one

        /// <returns>Null if the line has no such piece.</returns>
        public static string? For(string line)
        {
            List<string> units = Units(line);
            int[] starts = Enumerable.Range(0, units.Count).Where(i => IsWord(units[i])).ToArray();
            if (starts.Length == 0)
                return null;
            var grammar = new StringBuilder($"root ::= \"{Nothing}\" | \"「\" ({string.Join(" | ", starts.Select(i => $"s{i}"))}) \"」\"\n");
            foreach (int i in starts)
            {
                int next = i + 1;
                while (next < units.Count && Blanks.IndexOf(units[next][0]) >= 0)
                    next++;
                grammar.Append($"s{i} ::= {Quote(units[i])}");
                if (next < units.Count && IsWord(units[next]))
                    grammar.Append($" ({string.Concat(units.Skip(i + 1).Take(next - i - 1).Select(u => Quote(u) + " "))}s{next})?");
                grammar.Append('\n');
            }

            return grammar.ToString();
        }

        /// <summary>Single characters, but katakana, Latin letters and digits in a row stay together: half of such a word means something else.</summary>
        static List<string> Units(string line)
        {
            var units = new List<string>();
            for (int i = 0; i < line.Length;)
            {
                int end = i + (char.IsHighSurrogate(line[i]) && i + 1 < line.Length ? 2 : 1);
                while (Joins(line[i]) is int kind && kind > 0 && end < line.Length && Joins(line[end]) == kind)
                    end++;
                units.Add(line.Substring(i, end - i));
                i = end;
            }

            return units;
        }

        static int Joins(char c) => JapaneseScript.IsInKatakanaWord(c) ? 1 : (c < 128 && char.IsLetterOrDigit(c)) || (c >= '０' && c <= '９') ? 2 : 0;

        static bool IsWord(string unit) => Breaks.IndexOf(unit[0]) < 0 && Blanks.IndexOf(unit[0]) < 0;

        static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
    }
}
