using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Signs that a Japanese keyboard wrote in full width: the row is played as words, which is hardly meant.</summary>
    internal static class FullWidthSigns
    {
        static readonly Regex s_sign = new Regex(
            @"^(＜＜|≪|[－ー―—]+[＞>]|-＞|[＝=]＞|＝>|→|⇒)|(?<!\\)｛[＄$]|(?<=\s)＃\S+$", RegexOptions.CultureInvariant);

        /// <summary>Tells the first of them in a row of words.</summary>
        public static void WarnOf(Row row, ScriptBuilder builder)
        {
            Match sign = s_sign.Match(row.Text);
            if (sign.Success)
                builder.Warn(
                    row.Place.Right(sign.Index), $"“{sign.Value}” is no sign of a script, and is shown as it stands", "Write <<, ->, =>, {$x} or #tag in half width, or \\ before it to say that it is text");
        }
    }
}
