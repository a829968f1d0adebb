using System;

namespace Ojousama.Character
{
    /// <summary>A line of a player, and what it tells for a <see cref="MemorySlot"/>.</summary>
    [Serializable]
    public sealed class SlotExample
    {
        /// <summary>As a player may say it, e.g. 実は今日、4月9日で17になったんだ。</summary>
        public string line = "";

        /// <summary>The piece of the line that is the value, e.g. 4月9日; empty if the line tells nothing.</summary>
        public string value = "";
    }
}
