using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using Ojousama.Text;

namespace Ojousama.Prompting
{
    /// <summary>Makes what a player typed plain speech: it can name no face, no affection and no template token for the model to repeat.</summary>
    internal static class PlayerLine
    {
        /// <summary>What she hears when nothing is left.</summary>
        const string Silence = "……";

        // Half- or full-width brackets around a name in Latin letters, with or without a value. [3:0] and ［笑］ are the player's own words.
        static readonly Regex Tags = new Regex(
            @"[\[［]\s*/?(?<name>[A-Za-zＡ-Ｚａ-ｚ][\w\-]*)\s*([:：=＝][^\]］]*)?[\]］]", RegexOptions.CultureInvariant);

        static readonly HashSet<string> Ours = new HashSet<string> { TextTag.Face, TextTag.Affection, "ruby", "em" };

        /// <summary>As <see cref="Plain"/>, and a silence where nothing is left that can be seen.</summary>
        public static string Clean(string? typed) => Plain(typed) is { Length: > 0 } line ? line : Silence;

        /// <summary>The words on one row, trimmed, without tags, tokens, control characters, halves of characters and what turns the direction of all that follows; "" if none of them can be seen.</summary>
        public static string Plain(string? typed)
        {
            string whole = UnicodeText.Repair(UnicodeText.WithoutHalves(typed ?? ""));
            var row = new StringBuilder(whole.Length);
            foreach (char c in whole)
            {
                if (!IsInvisible(c))
                    row.Append(char.IsControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
            }

            string line = row.ToString();
            for (string before = ""; before != line;) // [[face:x]face:y] would leave a tag behind
            {
                before = line;
                line = Tags.Replace(SpecialTokens.Defuse(line), WithoutTag);
            }

            return UnicodeText.IsBlank(line) ? "" : line.Trim();
        }

        /// <summary>Marks of direction and of width zero; not the joiners, which hold emoji together.</summary>
        static bool IsInvisible(char c) => c == '\u200B' || c == '\u200E' || c == '\u200F' || c == '\u061C' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2060' && c <= '\u206F') || c == '\uFEFF';

        /// <summary>Our own tags vanish. Of what only looks like one the words stay: [TV]で見た.</summary>
        static string WithoutTag(Match tag)
        {
            string name = UnicodeText.Compatible(tag.Groups["name"].Value).ToLowerInvariant();
            return Ours.Contains(name) ? "" : $"({tag.Value.Substring(1, tag.Length - 2)})";
        }
    }
}
