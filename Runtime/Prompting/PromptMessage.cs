using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Ojousama.Inference;

namespace Ojousama.Prompting
{
    /// <summary>One turn of a prompt, for servers that mark turns themselves. Immutable.</summary>
    public sealed class PromptMessage
    {
        const char Mark = '\uE000'; // before and behind a control token; no words hold it

        /// <param name="role">Who speaks.</param>
        /// <param name="text">What they say.</param>
        public PromptMessage(PromptRole role, string text)
        {
            Role = role;
            Text = text;
        }

        /// <summary>Who speaks.</summary>
        public PromptRole Role { get; }

        /// <summary>What they say.</summary>
        public string Text { get; }

        /// <summary>Reads the turns back out of a prompt that a <see cref="PromptWriter"/> wrote. The reply that it asks for is none of them.</summary>
        /// <param name="prompt">In <paramref name="format"/>; without any control token it is one turn of the user's.</param>
        /// <param name="format">How turns are marked in it.</param>
        /// <exception cref="OjousamaException">The prompt is not in that format.</exception>
        public static IReadOnlyList<PromptMessage> Read(IReadOnlyList<PromptSegment> prompt, ChatTemplate format)
        {
            var roles = new[]
            {
                (Role: PromptRole.System, Opening: Marked(format.System), Closing: Marked(format.SystemClosing)),
                (Role: PromptRole.User, Opening: Marked(format.User), Closing: Marked(format.UserClosing)),
                (Role: PromptRole.Character, Opening: Marked(format.Reply), Closing: Marked(format.Closing)),
            };
            string text = Marked(prompt);
            if (text.IndexOf(Mark) < 0)
                return new[] { new PromptMessage(PromptRole.User, text) };
            var messages = new List<PromptMessage>();
            for (int at = 0; at < text.Length;)
            {
                var turn = roles.FirstOrDefault(role => role.Opening.Length > 0 && string.CompareOrdinal(text, at, role.Opening, 0, role.Opening.Length) == 0);
                if (turn.Opening == null)
                    throw new OjousamaException($"A prompt is not written in the turns of {format.Name}", "Write prompts by a PromptWriter of the model's format");
                at += turn.Opening.Length;
                int end = text.IndexOf(Mark, at);
                end = end < 0 ? text.Length : end;
                messages.Add(new PromptMessage(turn.Role, text.Substring(at, end - at)));
                at = end + (string.CompareOrdinal(text, end, turn.Closing, 0, turn.Closing.Length) == 0 ? turn.Closing.Length : 0);
            }

            if (messages.Count > 0 && messages[messages.Count - 1] is { Role: PromptRole.Character, Text: "" })
                messages.RemoveAt(messages.Count - 1);
            return messages;
        }

        static string Marked(IReadOnlyList<PromptSegment> segments)
        {
            var text = new StringBuilder();
            foreach (PromptSegment segment in segments)
            {
                if (segment.IsControl)
                    text.Append(Mark).Append(segment.Text).Append(Mark);
                else
                    text.Append(segment.Text.Replace(Mark.ToString(), ""));
            }

            return text.ToString();
        }
    }

    /// <summary>Who speaks in a turn of a prompt.</summary>
    public enum PromptRole
    {
        /// <summary>The instruction.</summary>
        System,

        /// <summary>The player, with the facts that were recalled for the line.</summary>
        User,

        /// <summary>The character.</summary>
        Character,
    }
}
