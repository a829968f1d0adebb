using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Ojousama.Text
{
    /// <summary>Makes any string safe where it comes in: from a player, a file, a host or a model.</summary>
    internal static class UnicodeText
    {
        const int LongestCluster = 32; // code units; no emoji has more, while marks can be stacked without end

        const string Unvoiced = "うかきくけこさしすせそたちつてとはひふへほゝウカキクケコサシスセソタチツテトハヒフヘホヽワヰヱヲ";
        const string Voiced = "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼゞヴガギグゲゴザジズゼゾダヂヅデドバビブベボヾヷヸヹヺ";
        const string HalfVoiced = "はひふへほハヒフヘホ";

        /// <summary>Letters and signs that show nothing: Hangul's, the empty cell of Braille, what stands for an object.</summary>
        const string Fillers = "\u115F\u1160\u3164\uFFA0\u2800\uFFFC";

        static readonly char[] s_voiceMarks = { '\u3099', '\u309A' };

        /// <summary>Well-formed and composed (NFC): half a surrogate pair and what is no character (U+FFFE) become U+FFFD, か with a combining mark が.</summary>
        /// <remarks>Compatibility ideographs stay, though NFC would unify them: 神 is not how the owner of the name 神 writes it.</remarks>
        public static string Repair(string? text)
        {
            if (string.IsNullOrEmpty(text) || IsAscii(text!))
                return text ?? "";
            string whole = WithVoicedKana(WithoutHalves(text!, "\uFFFD"));
            StringBuilder? composed = null;
            int start = 0;
            for (int i = 0; i < whole.Length; i++)
            {
                int length = IdeographLength(whole, i);
                if (length == 0)
                    continue;
                composed ??= new StringBuilder(whole.Length);
                composed.Append(whole.Substring(start, i - start).Normalize()).Append(whole, i, length);
                start = i + length;
                i = start - 1;
            }

            return composed == null ? whole.Normalize() : composed.Append(whole.Substring(start).Normalize()).ToString();
        }

        /// <summary>か and a mark become が: as file names of macOS hold them. Normalising does the same, but not where .NET runs without its tables.</summary>
        static string WithVoicedKana(string text)
        {
            if (text.IndexOfAny(s_voiceMarks) < 0)
                return text;
            var voiced = new StringBuilder(text.Length);
            foreach (char c in text)
            {
                int at = c == s_voiceMarks[0] && voiced.Length > 0 ? Unvoiced.IndexOf(voiced[voiced.Length - 1]) : -1;
                int half = c == s_voiceMarks[1] && voiced.Length > 0 ? HalfVoiced.IndexOf(voiced[voiced.Length - 1]) : -1;
                if (at >= 0)
                    voiced[voiced.Length - 1] = Voiced[at];
                else if (half >= 0)
                    voiced[voiced.Length - 1] += (char)2; // は, ば, ぱ
                else
                    voiced.Append(c);
            }

            return voiced.ToString();
        }

        /// <summary>One form for what means the same (NFKC): of １７, ｶﾞ and ㈱ 17, ガ and (株). For comparing, never for showing.</summary>
        public static string Compatible(string text) => WithoutHalves(text).Normalize(NormalizationForm.FormKC);

        /// <summary>Without halves of surrogate pairs and U+FFFE, at which normalising throws.</summary>
        public static string WithoutHalves(string text, string instead = "")
        {
            StringBuilder? whole = null;
            int start = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (!char.IsSurrogate(text[i]) && text[i] != '\uFFFE')
                    continue;
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    i++;
                    continue;
                }

                (whole ??= new StringBuilder(text.Length)).Append(text, start, i - start).Append(instead);
                start = i + 1;
            }

            return whole == null ? text : whole.Append(text, start, text.Length - start).ToString();
        }

        /// <summary>Whether a reader would see nothing: blanks, joiners, selectors and marks without a letter, fillers.</summary>
        public static bool IsBlank(string text)
        {
            for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            {
                switch (CharUnicodeInfo.GetUnicodeCategory(text, i))
                {
                    case UnicodeCategory.Control:
                    case UnicodeCategory.Format:
                    case UnicodeCategory.NonSpacingMark:
                    case UnicodeCategory.SpaceSeparator:
                    case UnicodeCategory.LineSeparator:
                    case UnicodeCategory.ParagraphSeparator:
                    case UnicodeCategory.OtherNotAssigned:
                        break;
                    default:
                        if (Fillers.IndexOf(text[i]) < 0)
                            return false;
                        break;
                }
            }

            return true;
        }

        /// <summary>At most so many characters as a reader counts them; an emoji of several is one, and is never cut.</summary>
        public static string Limit(string text, int characters)
        {
            string whole = WithoutHalves(text);
            if (whole.Length <= characters)
                return whole;
            int length = 0;
            foreach (string cluster in Clusters(whole))
            {
                if (characters-- == 0)
                    break;
                if (cluster.Length > LongestCluster)
                    return whole.Substring(0, length);
                length += cluster.Length;
            }

            return whole.Substring(0, length);
        }

        /// <summary>How many characters a reader counts.</summary>
        public static int Count(string text)
        {
            int count = 0;
            foreach (string _ in Clusters(text))
                count++;
            return count;
        }

        static IEnumerable<string> Clusters(string text)
        {
            var reader = new GraphemeReader(new StringPool());
            foreach (char c in text)
            {
                if (reader.Push(c) is string cluster)
                    yield return cluster;
            }

            if (reader.Flush() is string last)
                yield return last;
        }

        /// <summary>Code units of the compatibility ideograph that begins here; 0 if none does.</summary>
        static int IdeographLength(string text, int at)
        {
            if (text[at] >= '\uF900' && text[at] <= '\uFAFF')
                return 1;
            return text[at] == '\uD87E' && text[at + 1] <= '\uDE1F' ? 2 : 0; // U+2F800 to U+2FA1F
        }

        static bool IsAscii(string text)
        {
            foreach (char c in text)
            {
                if (c > '\u007F')
                    return false;
            }

            return true;
        }
    }
}
