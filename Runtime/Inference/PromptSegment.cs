using System.Collections.Generic;

namespace Ojousama.Inference
{
    /// <summary>A run of prompt bytes of one kind.</summary>
    /// <remarks>
    /// A prompt is a list of these rather than one string, so that words a player types can never become control tokens,
    /// and so that a reply stands in later prompts as the very tokens that were sampled and its KV entries stay valid.
    /// </remarks>
    public readonly struct PromptSegment
    {
        PromptSegment(string text, bool isControl, IReadOnlyList<int>? tokens)
        {
            Text = text;
            IsControl = isControl;
            Tokens = tokens;
        }

        /// <summary>The text; for a reply, what its tokens spell.</summary>
        public string Text { get; }

        /// <summary>Whether <see cref="Text"/> is the name of one control token, e.g. <c>&lt;start_of_turn&gt;</c>.</summary>
        public bool IsControl { get; }

        /// <summary>The sampled tokens of an earlier reply; null if the text has to be tokenised.</summary>
        public IReadOnlyList<int>? Tokens { get; }

        /// <summary>Plain words, tokenised with control tokens off.</summary>
        public static PromptSegment Literal(string text) => new PromptSegment(text, false, null);

        /// <summary>One control token, by its name in the vocabulary.</summary>
        public static PromptSegment Control(string name) => new PromptSegment(name, true, null);

        /// <summary>A reply of this model, by its sampled tokens (without the one that ended it).</summary>
        public static PromptSegment Sampled(string text, IReadOnlyList<int> tokens) => new PromptSegment(text, false, tokens);
    }
}
