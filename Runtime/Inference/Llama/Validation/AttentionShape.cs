namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>How a layer divides a token's values among its heads.</summary>
    internal readonly struct AttentionShape
    {
        public AttentionShape(long heads, long keyHeads, long keys, long rotary)
        {
            Heads = heads;
            KeyHeads = keyHeads;
            Keys = keys;
            Rotary = rotary;
        }

        public long Heads { get; }

        /// <summary>Heads of keys and values, each shared by several of the queries'.</summary>
        public long KeyHeads { get; }

        /// <summary>Values of a head.</summary>
        public long Keys { get; }

        /// <summary>Those of them that positions turn.</summary>
        public long Rotary { get; }

        /// <summary>Values of all heads of queries.</summary>
        public long Queries => Keys * Heads;

        /// <summary>Values of all heads of keys, and of those of values.</summary>
        public long Values => Keys * KeyHeads;
    }
}
