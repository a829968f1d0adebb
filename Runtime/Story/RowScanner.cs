using System;

namespace Ojousama.Story
{
    /// <summary>Finds signs in a row of a script, but not those that stand in the "texts" of its formulae.</summary>
    internal static class RowScanner
    {
        /// <summary>Where a command or formula ends. If a text before it is not closed, any such sign will do: the formula then tells the mistake.</summary>
        /// <returns>−1 if it has no end.</returns>
        public static int EndOf(string row, string sign, int start)
        {
            for (int i = start; i < row.Length; i++)
            {
                if (row[i] == '"')
                    i = TextEnd(row, i);
                else if (Is(row, i, sign))
                    return i;
            }

            return row.IndexOf(sign, Math.Min(start, row.Length), StringComparison.Ordinal);
        }

        /// <summary>// begins a comment, but not in https://, a command or a formula.</summary>
        /// <returns>−1 if there is none.</returns>
        public static int CommentStart(string row)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] == '\\')
                    i++;
                else if (Is(row, i, "<<"))
                    i = Math.Max(i, EndOf(row, ">>", i));
                else if (row[i] == '{')
                    i = Math.Max(i, EndOf(row, "}", i));
                else if (Is(row, i, "//") && i > 0 && row[i - 1] == ':')
                    i++;
                else if (Is(row, i, "//"))
                    return i;
            }

            return -1;
        }

        public static bool Is(string row, int at, string sign) => string.CompareOrdinal(row, at, sign, 0, sign.Length) == 0;

        static int TextEnd(string row, int start)
        {
            int end = start + 1;
            while (end < row.Length && row[end] != '"')
                end += row[end] == '\\' ? 2 : 1;
            return end;
        }
    }
}
