using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Ojousama.Prompting;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>Makes what a player typed plain speech: it can name no face, no affection and no template token for the model to repeat.</summary>
    internal static class PlayerLine
    {
        /// <summary>What she hears when nothing is left.</summary>
        const string Silence = "……";

        // Half- or full-width brackets around a name, with or without a value; and what chat templates are made of.
        static readonly Regex Tags = new Regex(@"[\[［]\s*/?[\w\-]+\s*([:：=＝][^\]］]*)?[\]］]", RegexOptions.CultureInvariant);
        static readonly Regex Tokens = new Regex(
            @"</?[\w|]+>|<\|[^>]*>|" + string.Join("|", SpecialTokens.All.Select(Regex.Escape)), RegexOptions.CultureInvariant);

        /// <summary>The line on one row, trimmed, without tags, tokens and control characters.</summary>
        public static string Clean(string typed)
        {
            var row = new StringBuilder(typed.Length);
            foreach (char c in typed)
                row.Append(char.IsControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
            string line = row.ToString();
            for (string before = ""; before != line;) // [[face:x]face:y] would leave a tag behind
            {
                before = line;
                line = Tokens.Replace(Tags.Replace(line, ""), "");
            }

            line = line.Trim();
            return line.Length == 0 ? Silence : line;
        }
    }
}
