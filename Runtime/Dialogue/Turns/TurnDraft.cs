using System;
using System.Collections.Generic;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>A turn before its reply: what was recalled for a line, and the prompt that asks for the reply; or why there is none.</summary>
    internal sealed class TurnDraft
    {
        public TurnDraft(string text, IReadOnlyList<RecalledFact> facts, IReadOnlyList<string> promptFacts, IReadOnlyList<PromptSegment> prompt)
        {
            Text = text;
            Facts = facts;
            PromptFacts = promptFacts;
            Prompt = prompt;
        }

        public TurnDraft(string text, OjousamaException error)
            : this(text, Array.Empty<RecalledFact>(), Array.Empty<string>(), Array.Empty<PromptSegment>()) => Error = error;

        /// <summary>What the player says.</summary>
        public string Text { get; }

        /// <summary>Best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>As they stand in the prompt.</summary>
        public IReadOnlyList<string> PromptFacts { get; }

        public IReadOnlyList<PromptSegment> Prompt { get; }

        /// <summary>Why recall failed.</summary>
        public OjousamaException? Error { get; }
    }
}
