using System.Globalization;
using System.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Takes pictures out of a line by their Unicode category, so that those of later years are known too.</summary>
    internal static class SlotPictures
    {
        /// <returns>The line with one mark in the place of each run of pictures: a value ends there.</returns>
        public static string Replace(string line, char mark)
        {
            var text = new StringBuilder(line.Length);
            for (int i = 0; i < line.Length;)
            {
                int length = char.IsSurrogatePair(line, i) ? 2 : 1;
                if (!IsPicture(line, i, length))
                    text.Append(line, i, length);
                else if (text.Length == 0 || text[text.Length - 1] != mark)
                    text.Append(mark);
                i += length;
            }

            return text.ToString();
        }

        static bool IsPicture(string line, int at, int length)
        {
            if (IsSelector(line[at]) || (at + length < line.Length && IsSelector(line[at + length]))) // ‼️, 1️⃣
                return true;
            switch (CharUnicodeInfo.GetUnicodeCategory(line, at))
            {
                case UnicodeCategory.OtherSymbol:
                case UnicodeCategory.ModifierSymbol:
                case UnicodeCategory.Format: // joiners, and the invisible tags of flags
                case UnicodeCategory.EnclosingMark:
                    return true;
                case UnicodeCategory.OtherNotAssigned: // a picture that is younger than the runtime's tables
                    return length == 2;
                default:
                    return false;
            }
        }

        static bool IsSelector(char c) => c == '\uFE0E' || c == '\uFE0F' || c == '\u20E3';
    }
}
