using System;
using System.Collections.Generic;

namespace Ojousama.Prompting
{
    /// <summary>A line and its reply as they stand in a prompt. Immutable.</summary>
    public sealed class Exchange
    {
        /// <param name="playerLine">What the player said.</param>
        /// <param name="facts">What the model was told, in the order of the prompt.</param>
        /// <param name="reply">What was answered.</param>
        /// <param name="replyTokens">The tokens as sampled, without the one that ended the reply; null to tokenise <paramref name="reply"/>.</param>
        public Exchange(string playerLine, IReadOnlyList<string> facts, string reply, IReadOnlyList<int>? replyTokens = null)
        {
            PlayerLine = playerLine;
            Facts = facts;
            Reply = reply;
            ReplyTokens = replyTokens ?? Array.Empty<int>();
        }

        /// <summary>What the player said.</summary>
        public string PlayerLine { get; }

        /// <summary>What the model was told, in the order of the prompt.</summary>
        public IReadOnlyList<string> Facts { get; }

        /// <summary>What she answered to like lines before, as the model was shown it, in the order of the prompt.</summary>
        /// <value>Default none, and none for an adapter that was trained without.</value>
        public IReadOnlyList<Example> Examples { get; init; } = Array.Empty<Example>();

        /// <summary>What was answered.</summary>
        public string Reply { get; }

        /// <summary>The tokens as sampled, so that their KV entries stay valid; empty if they are not known.</summary>
        public IReadOnlyList<int> ReplyTokens { get; }
    }
}
