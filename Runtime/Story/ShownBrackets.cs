using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Text boxes take half-width brackets for markup, and would swallow what is none: it is shown in full width.</summary>
    internal static class ShownBrackets
    {
        static readonly Regex s_bracket = new Regex(@"\[(?<closes>/)?(?<name>[A-Za-z_][A-Za-z0-9_-]*)(?<value>:[^\[\]]+)?\]|\[|\]", RegexOptions.CultureInvariant);

        public static char Show(char c) => c == '[' ? '［' : c == ']' ? '］' : c;

        public static string ShowAll(string text) => text.Replace('[', '［').Replace(']', '］');

        /// <summary>All but tags: [name:value], [/name], and [name] that is closed in the same text.</summary>
        public static string ShowText(string text) =>
            text.IndexOfAny(new[] { '[', ']' }) < 0 ? text : s_bracket.Replace(text, found => IsTag(found, text) ? found.Value : ShowAll(found.Value));

        static bool IsTag(Match found, string text)
        {
            string name = found.Groups["name"].Value;
            return found.Groups["closes"].Success || found.Groups["value"].Success
                || (name.Length > 0 && text.IndexOf($"[/{name}]", found.Index, System.StringComparison.Ordinal) >= 0);
        }
    }
}
