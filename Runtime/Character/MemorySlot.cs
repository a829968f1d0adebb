using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>One thing that a character keeps in mind when the player tells it, e.g. his birthday.</summary>
    [Serializable]
    public sealed class MemorySlot
    {
        /// <summary>Where the value goes in <see cref="fact"/> and <see cref="patterns"/>.</summary>
        public const string Hole = "{value}";

        /// <summary>The name under which saves keep it, e.g. birthday: letters, digits and _.</summary>
        public string name = "";

        /// <summary>What the player sees in the list of what she remembers, e.g. 誕生日.</summary>
        public string label = "";

        /// <summary>The fact that a value makes, e.g. プレイヤーの誕生日は{value}。</summary>
        public string fact = "";

        /// <summary>Questions that the fact answers, e.g. 俺の誕生日いつか覚えてる？</summary>
        public List<string> questions = new List<string>();

        /// <summary>What a value looks like.</summary>
        public SlotKind kind;

        /// <summary>What she says when it is told by one of the patterns, e.g. {value}さん、と。覚えましたわ。 She takes one that she has not said; empty to answer as ever.</summary>
        public List<string> replies = new List<string>();

        /// <summary>Ways to tell it, e.g. 誕生日は{value}。 Particles and marks around the value must stand as in the pattern.</summary>
        public List<string> patterns = new List<string>();

        /// <summary>
        /// Words that a line holds if it may tell this in another way, e.g. 呼, 名前. The model reads such a line after her reply, guided by
        /// <see cref="examples"/>; without cues it is never asked.
        /// </summary>
        public List<string> cues = new List<string>();

        /// <summary>Lines that tell it in other ways than the patterns, and lines that hold a cue and tell nothing: some eight of each.</summary>
        public List<SlotExample> examples = new List<SlotExample>();
    }

    /// <summary>What the value of a <see cref="MemorySlot"/> looks like. Never renumber: sheets hold these.</summary>
    public enum SlotKind
    {
        /// <summary>A word or a short phrase.</summary>
        Text = 0,

        /// <summary>A month and a day, e.g. 6月12日.</summary>
        Date = 1,

        /// <summary>A whole number, e.g. an age.</summary>
        Number = 2,
    }
}
