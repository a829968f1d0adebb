using System.Collections.Generic;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.KvCache
{
    /// <summary>One conversation's place in the KV cache.</summary>
    internal sealed class Sequence
    {
        const int EndTokens = 24; // about a turn: shorter ends are alike in conversations that are not

        /// <param name="id">llama.cpp's.</param>
        public Sequence(int id) => Id = id;

        public int Id { get; }

        /// <summary>The tokens whose cells are there, in order of position: a mirror of what llama.cpp holds.</summary>
        public List<int> Tokens { get; } = new List<int>();

        /// <summary>What the cells were computed with. Without meaning while there are none.</summary>
        public AdapterKey Adapter { get; set; }

        /// <summary>Whether a job runs on it.</summary>
        public bool IsBusy { get; set; }

        /// <summary>Grows with every use: the smallest is the one that was left alone for the longest, and 0 one that nobody will want.</summary>
        public long LastUse { get; set; }

        /// <summary>Leading tokens that a prompt has in common with it, but never the prompt's last, whose logits are what the reply begins with.</summary>
        public int Common(List<int> prompt, AdapterKey adapter) =>
            Adapter.Equals(adapter) ? System.Math.Min(CommonPrefix(Tokens, prompt), prompt.Count - 1) : 0;

        /// <summary>Whether its last tokens stand somewhere in a prompt, which then goes on from there.</summary>
        public bool EndsWithin(List<int> prompt)
        {
            int begin = Tokens.Count - EndTokens;
            for (int at = 0; begin >= 0 && at + EndTokens <= prompt.Count; at++)
            {
                int i = 0;
                while (i < EndTokens && prompt[at + i] == Tokens[begin + i])
                    i++;
                if (i == EndTokens)
                    return true;
            }

            return false;
        }

        /// <summary>Leading tokens that two texts have in common.</summary>
        public static int CommonPrefix(IReadOnlyList<int> a, List<int> b)
        {
            int limit = a.Count < b.Count ? a.Count : b.Count;
            int i = 0;
            while (i < limit && a[i] == b[i])
                i++;
            return i;
        }
    }
}
