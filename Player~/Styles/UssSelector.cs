using System.Text;
using System.Text.RegularExpressions;

namespace Ojousama.Player.Styles;

/// <summary>Selectors of USS as selectors of CSS with the same weight, over the page that the player renders.</summary>
internal static partial class UssSelector
{
    // Weighs as much as one element name, which is what a type weighs.
    const string TypeWeight = ":not(player-none)";

    static readonly Dictionary<string, string> PseudoClasses = new()
    {
        [":hover"] = ":hover",
        [":active"] = ":active",
        [":inactive"] = ":not(:active)",
        // The browser gives the focus to the input within a field.
        [":focus"] = ":is(:focus, :where(.unity-base-field):focus-within)",
        [":disabled"] = "[data-disabled]",
        [":enabled"] = ":not([data-disabled])",
        [":checked"] = "[data-checked]",
        [":selected"] = "[data-checked]",
        [":root"] = ".unity-ui-document__root",
    };

    public static string ToCss(string selector, Func<string, string, OjousamaException> error)
    {
        var css = new StringBuilder();
        int at = 0;
        foreach (Match part in Part().Matches(selector))
        {
            if (part.Index != at)
                break;
            at += part.Length;
            string text = part.Value;
            css.Append(text[0] switch
            {
                ':' => PseudoClasses.TryGetValue(text, out string? known)
                    ? known
                    : throw error($"the pseudo-class “{text}” is not part of USS", $"Use one of {string.Join(" ", PseudoClasses.Keys)}"),
                '#' => $":is(#player-none, [data-name=\"{text[1..]}\"])",
                '.' or '*' => text,
                '>' or ' ' or '\t' or '\r' or '\n' => text.Trim() == ">" ? " > " : " ",
                _ => $":where([data-type=\"{text}\"]){TypeWeight}",
            });
        }

        if (at != selector.Length)
            throw error($"“{selector[at..]}” in the selector “{selector}” is not part of USS", "Use types, .classes, #names, “>”, blanks and pseudo-classes");
        return css.ToString();
    }

    [GeneratedRegex(@"\s*>\s*|\s+|\*|[.#]?[\p{L}_-][\p{L}\p{N}_-]*|:[a-z-]+")]
    private static partial Regex Part();
}
