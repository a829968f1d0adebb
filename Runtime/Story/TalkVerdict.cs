using System.Collections.Generic;

namespace Ojousama.Story
{
    /// <summary>Why a free talk ended. Never renumber: saves hold these.</summary>
    public enum TalkExit
    {
        /// <summary>Its turns are used up: <c>$talk_exit</c> is "cap".</summary>
        Cap = 0,

        /// <summary>The player left: "left".</summary>
        Left = 1,

        /// <summary>The model failed time and again: "failed".</summary>
        Failed = 2,
    }

    /// <summary>What came of a free talk. The script decides what follows from it.</summary>
    public sealed class TalkVerdict
    {
        internal TalkVerdict(int affection, IReadOnlyList<string> topics, TalkExit? exit)
        {
            Affection = affection;
            Topics = topics;
            Exit = exit;
        }

        /// <summary>By how much affection has changed, within the range of the talk.</summary>
        public int Affection { get; }

        /// <summary>Flags of the topics that came up.</summary>
        public IReadOnlyList<string> Topics { get; }

        /// <summary>Null while it goes on.</summary>
        public TalkExit? Exit { get; }
    }
}
