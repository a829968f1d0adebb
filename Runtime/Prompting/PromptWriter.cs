using System.Collections.Generic;
using System.Text;
using Ojousama.Inference;

namespace Ojousama.Prompting
{
    /// <summary>Writes the prompt of a turn. Play, data builder and trainer all call this, so that their bytes are the same.</summary>
    /// <remarks>
    /// Gemma's turn format. A user block holds the instruction (first turn only), the recalled facts as 「・」 lines, a blank line
    /// and the player's words. Facts stand in the block of the turn that recalled them: earlier blocks never change, and the KV
    /// entries of the whole talk so far stay valid.
    /// </remarks>
    public static class PromptWriter
    {
        const string StartOfTurn = "<start_of_turn>";

        /// <summary>The control token that ends every block, a reply too: the trainer teaches it.</summary>
        internal const string EndOfTurn = "<end_of_turn>";

        /// <summary>The prompt that asks for a reply to a line.</summary>
        /// <param name="instruction">One line that tells how to answer; may be empty.</param>
        /// <param name="history">The talk so far, oldest first.</param>
        /// <param name="facts">What the model is told, in the order of the prompt; may be empty.</param>
        /// <param name="line">The player's words. They are never read as control tokens.</param>
        public static IReadOnlyList<PromptSegment> Write(
            string instruction, IReadOnlyList<Exchange> history, IReadOnlyList<string> facts, string line)
        {
            var prompt = new List<PromptSegment>(7 * history.Count + 6);
            for (int i = 0; i < history.Count; i++)
            {
                Exchange past = history[i];
                AddUser(prompt, i == 0 ? instruction : "", past.Facts, past.PlayerLine);
                prompt.Add(past.ReplyTokens.Count > 0
                    ? PromptSegment.Sampled(past.Reply, past.ReplyTokens)
                    : PromptSegment.Literal(past.Reply));
                prompt.Add(PromptSegment.Control(EndOfTurn));
                prompt.Add(PromptSegment.Literal("\n"));
            }

            AddUser(prompt, history.Count == 0 ? instruction : "", facts, line);
            return prompt;
        }

        /// <summary>What every prompt of this talk begins with, whatever is said next: read it ahead, and the reply starts sooner.</summary>
        /// <param name="instruction">As in <see cref="Write"/>.</param>
        /// <param name="history">As in <see cref="Write"/>.</param>
        public static IReadOnlyList<PromptSegment> WritePrefix(string instruction, IReadOnlyList<Exchange> history)
        {
            var prompt = new List<PromptSegment>(Write(instruction, history, new string[0], ""));
            prompt.RemoveRange(prompt.Count - 4, 4); // from the end of the user's block on
            return prompt;
        }

        static void AddUser(List<PromptSegment> prompt, string instruction, IReadOnlyList<string> facts, string line)
        {
            var block = new StringBuilder("user\n");
            if (instruction.Length > 0)
                block.Append(instruction).Append('\n');
            for (int i = 0; i < facts.Count; i++)
                block.Append('・').Append(facts[i]).Append('\n');
            if (instruction.Length > 0 || facts.Count > 0)
                block.Append('\n');
            block.Append(line);

            prompt.Add(PromptSegment.Control(StartOfTurn));
            prompt.Add(PromptSegment.Literal(block.ToString()));
            prompt.Add(PromptSegment.Control(EndOfTurn));
            prompt.Add(PromptSegment.Literal("\n"));
            prompt.Add(PromptSegment.Control(StartOfTurn));
            prompt.Add(PromptSegment.Literal("model\n"));
        }
    }
}
