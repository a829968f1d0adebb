using System.Collections.Generic;

namespace Ojousama.Inference.Llama
{
    /// <summary>One talk's place in the KV cache.</summary>
    internal sealed class Sequence
    {
        public Sequence(int id) => Id = id;

        public int Id { get; }

        /// <summary>The tokens whose cells are there, in order of position: a mirror of what llama.cpp holds.</summary>
        public List<int> Tokens { get; } = new List<int>();

        /// <summary>What the cells were computed with. Without meaning while there are none.</summary>
        public AdapterKey Adapter { get; set; }

        /// <summary>Whether a job runs on it.</summary>
        public bool IsBusy { get; set; }

        /// <summary>Grows with every use: the smallest is the one that was left alone for the longest.</summary>
        public long LastUse { get; set; }

        /// <summary>Leading tokens that these tokens and it have in common, under the same adapter.</summary>
        public int CommonPrefix(List<int> tokens, AdapterKey adapter)
        {
            if (!Adapter.Equals(adapter))
                return 0;
            int limit = tokens.Count < Tokens.Count ? tokens.Count : Tokens.Count;
            int i = 0;
            while (i < limit && tokens[i] == Tokens[i])
                i++;
            return i;
        }
    }
}
