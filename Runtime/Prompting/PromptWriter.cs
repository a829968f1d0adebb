using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Inference;

namespace Ojousama.Prompting
{
    /// <summary>Writes the prompt of a turn. Play, data builder and trainer all call this, so that their bytes are the same.</summary>
    /// <remarks>
    /// A line's turn holds the recalled facts as 「・」 lines, remembered lines as a sentence each, a blank line and the player's words. The
    /// instruction has a turn of its own before the first, or leads that one, as the format has it. Facts and remembered lines stand in
    /// the turn that recalled them: what was written before never changes, and the KV entries of the whole conversation so far stay
    /// valid. Immutable.
    /// </remarks>
    public sealed class PromptWriter
    {
        readonly ChatTemplate _format;

        /// <param name="format">The model's.</param>
        public PromptWriter(ChatTemplate format) => _format = format;

        /// <summary>The prompt that asks for a reply to a line.</summary>
        /// <param name="instruction">One line that tells how to answer; may be empty.</param>
        /// <param name="history">The conversation so far, oldest first.</param>
        /// <param name="facts">What the model is told, in the order of the prompt; may be empty.</param>
        /// <param name="line">The player's words. They are never read as control tokens.</param>
        /// <param name="examples">What she answered to like lines before; null for none, as adapters need that were trained without.</param>
        public IReadOnlyList<PromptSegment> Write(
            string instruction, IReadOnlyList<Exchange> history, IReadOnlyList<string> facts, string line, IReadOnlyList<Example>? examples = null)
        {
            List<PromptSegment> prompt = WriteToLine(instruction, history, facts, examples ?? Array.Empty<Example>(), line);
            prompt.AddRange(_format.UserClosing);
            prompt.AddRange(_format.Reply);
            return prompt;
        }

        /// <summary>What every prompt of this conversation begins with, whatever is said next: read it ahead, and the reply starts sooner.</summary>
        /// <param name="instruction">As in <see cref="Write"/>.</param>
        /// <param name="history">As in <see cref="Write"/>.</param>
        public IReadOnlyList<PromptSegment> WritePrefix(string instruction, IReadOnlyList<Exchange> history) =>
            WriteToLine(instruction, history, Array.Empty<string>(), Array.Empty<Example>(), "");

        List<PromptSegment> WriteToLine(
            string instruction, IReadOnlyList<Exchange> history, IReadOnlyList<string> facts, IReadOnlyList<Example> examples, string line)
        {
            var prompt = new List<PromptSegment>(10 * history.Count + 12);
            if (instruction.Length > 0 && _format.System.Count > 0)
            {
                prompt.AddRange(_format.System);
                prompt.Add(PromptSegment.Literal(instruction));
                prompt.AddRange(_format.SystemClosing);
                instruction = "";
            }

            for (int i = 0; i < history.Count; i++)
            {
                Exchange past = history[i];
                AddLine(prompt, i == 0 ? instruction : "", past.Facts, past.Examples, past.PlayerLine);
                prompt.AddRange(_format.UserClosing);
                prompt.AddRange(_format.Reply);
                prompt.Add(past.ReplyTokens.Count > 0
                    ? PromptSegment.Sampled(past.Reply, past.ReplyTokens)
                    : PromptSegment.Literal(past.Reply));
                prompt.AddRange(_format.Closing);
            }

            AddLine(prompt, history.Count == 0 ? instruction : "", facts, examples, line);
            return prompt;
        }

        void AddLine(List<PromptSegment> prompt, string instruction, IReadOnlyList<string> facts, IReadOnlyList<Example> examples, string line)
        {
            var text = new StringBuilder();
            if (instruction.Length > 0)
                text.Append(instruction).Append('\n');
            for (int i = 0; i < facts.Count; i++)
                text.Append('・').Append(facts[i]).Append('\n');
            for (int i = 0; i < examples.Count; i++)
                text.Append("前に「").Append(examples[i].PlayerLine).Append("」と言われて「").Append(examples[i].Reply).Append("」と返した。\n");
            if (text.Length > 0)
                text.Append('\n');
            text.Append(line);
            prompt.AddRange(_format.User);
            prompt.Add(PromptSegment.Literal(text.ToString()));
        }
    }
}
