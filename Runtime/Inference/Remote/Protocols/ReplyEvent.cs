using System;
using System.Collections.Generic;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>One event of a reply's stream. What a server does not tell is empty, null or −1.</summary>
    internal sealed class ReplyEvent
    {
        /// <summary>Text that is new.</summary>
        public string Text { get; init; } = "";

        /// <summary>The last tokens that were sampled; a server may leave out those before that spelled no whole character yet.</summary>
        public IReadOnlyList<int> Tokens { get; init; } = Array.Empty<int>();

        /// <summary>Tokens sampled so far.</summary>
        public int Generated { get; init; } = -1;

        /// <summary>Why the reply has ended, if it has.</summary>
        public StopReason? Stop { get; init; }

        /// <summary>Tokens of the prompt.</summary>
        public int PromptTokens { get; init; } = -1;

        /// <summary>Of them, those that the server had read before.</summary>
        public int CachedTokens { get; init; } = -1;

        /// <summary>How much of the prompt has been read, 0 to 1.</summary>
        public float? Progress { get; init; }
    }
}
