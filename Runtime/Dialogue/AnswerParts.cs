using System;

namespace Ojousama.Dialogue
{
    /// <summary>What helps facts and model to an answer. Each can be left out, to measure what it brings.</summary>
    [Flags]
    internal enum AnswerParts
    {
        /// <summary>Facts and model alone.</summary>
        None = 0,

        /// <summary>Remembered lines are said.</summary>
        Lines = 1,

        /// <summary>A voice's stock replies, and what their classifier tells of a line.</summary>
        Stock = 2,

        /// <summary>A learned decision whether a fact is meant; without it the usual one.</summary>
        Decision = 4,

        /// <summary>Facts that were found are read together with the line.</summary>
        Reranker = 8,

        /// <summary>Replies are held against the facts that they were given.</summary>
        Check = 16,

        /// <summary>What was said before in the conversation counts when facts are recalled.</summary>
        Conversation = 32,

        All = Lines | Stock | Decision | Reranker | Check | Conversation,
    }
}
