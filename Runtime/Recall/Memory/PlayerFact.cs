using Ojousama.Character;

namespace Ojousama.Recall.Memory
{
    /// <summary>One thing that a character keeps in mind about the player.</summary>
    public sealed class PlayerFact
    {
        internal PlayerFact(MemorySlot slot, string value, string source)
        {
            Slot = slot;
            Value = value;
            Source = source;
        }

        /// <summary>What kind of thing it is.</summary>
        public MemorySlot Slot { get; }

        /// <summary>What the player told.</summary>
        public string Value { get; }

        /// <summary>The line in which it was told; empty if it was entered in a list.</summary>
        public string Source { get; }

        /// <summary>As it goes into the prompt.</summary>
        public string Text => Slot.fact.Replace(MemorySlot.Hole, Value);
    }
}
