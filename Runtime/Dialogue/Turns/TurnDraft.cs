using System;
using System.Collections.Generic;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>A turn before its reply: what was recalled for a line, and the prompt that asks for the reply; or why there is none.</summary>
    internal sealed class TurnDraft
    {
        public TurnDraft(
            string text, IReadOnlyList<RecalledFact> facts, IReadOnlyList<string> promptFacts, IReadOnlyList<Example> examples, IReadOnlyList<PromptSegment> prompt, Answer answer, IReadOnlyList<RememberedLine> lines, IReadOnlyList<Turn> turns)
        {
            Text = text;
            Facts = facts;
            PromptFacts = promptFacts;
            Examples = examples;
            Prompt = prompt;
            Answer = answer;
            Lines = lines;
            Turns = turns;
        }

        public TurnDraft(string text, OjousamaException error)
            : this(text, Array.Empty<RecalledFact>(), Array.Empty<string>(), Array.Empty<Example>(), Array.Empty<PromptSegment>(), Answer.Free("recall failed"), Array.Empty<RememberedLine>(), Array.Empty<Turn>()) => Error = error;

        /// <summary>What the player says.</summary>
        public string Text { get; }

        /// <summary>Best first.</summary>
        public IReadOnlyList<RecalledFact> Facts { get; }

        /// <summary>As they stand in the prompt.</summary>
        public IReadOnlyList<string> PromptFacts { get; }

        /// <summary>As they stand in the prompt.</summary>
        public IReadOnlyList<Example> Examples { get; }

        public IReadOnlyList<PromptSegment> Prompt { get; }

        /// <summary>The conversation that it goes on with.</summary>
        public IReadOnlyList<Turn> Turns { get; }

        /// <summary>How it is to be answered.</summary>
        public Answer Answer { get; }

        /// <summary>Remembered for it, most like first.</summary>
        public IReadOnlyList<RememberedLine> Lines { get; }

        /// <summary>Why recall failed.</summary>
        public OjousamaException? Error { get; }
    }
}
