using System.Collections.Generic;
using System.Text;
using Ojousama.Prompting;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>Prompts for servers that take text.</summary>
    internal static class PromptText
    {
        /// <summary>The prompt in one string. Where the words of a player, a sheet or a reply spell a control token, that is taken out: the server would read it as one.</summary>
        public static string Of(IReadOnlyList<PromptSegment> prompt)
        {
            var text = new StringBuilder();
            foreach (PromptSegment segment in Merged(prompt, keepsTokens: false))
                text.Append(segment.IsControl ? segment.Text : Plain(segment.Text));
            return text.ToString();
        }

        /// <summary>Words that spell no control token.</summary>
        public static string Plain(string text)
        {
            for (string before = ""; before != text;) // what is left may spell another
                (before, text) = (text, SpecialTokens.Remove(text));
            return text;
        }

        /// <summary>The prompt with words that touch made one, as they are tokenised in play.</summary>
        /// <param name="prompt">Not changed.</param>
        /// <param name="keepsTokens">Whether replies stay the tokens that they were sampled as; else they are words.</param>
        public static IEnumerable<PromptSegment> Merged(IReadOnlyList<PromptSegment> prompt, bool keepsTokens)
        {
            var run = new StringBuilder();
            foreach (PromptSegment segment in prompt)
            {
                bool isWords = !segment.IsControl && (segment.Tokens == null || !keepsTokens);
                if (isWords)
                {
                    run.Append(segment.Text);
                    continue;
                }

                if (run.Length > 0)
                    yield return PromptSegment.Literal(run.ToString());
                run.Clear();
                yield return segment;
            }

            if (run.Length > 0)
                yield return PromptSegment.Literal(run.ToString());
        }
    }
}
