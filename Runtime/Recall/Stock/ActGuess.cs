using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Recall.Stock
{
    /// <summary>What a line may be meant to do: a probability for each act, in all 1. Immutable.</summary>
    internal sealed class ActGuess
    {
        readonly IReadOnlyList<string> _acts;

        /// <param name="acts">Their names.</param>
        /// <param name="probabilities">One an act; not copied.</param>
        public ActGuess(IReadOnlyList<string> acts, float[] probabilities)
        {
            _acts = acts;
            Probabilities = probabilities;
        }

        /// <summary>In the order of the classifier's acts; not to be changed.</summary>
        public float[] Probabilities { get; }

        public string Likeliest => _acts[Array.IndexOf(Probabilities, Probabilities.Max())];

        /// <summary>Of all acts whose names begin so, together: of ask- all that ask something. 0 where the classifier knows none.</summary>
        public float Of(string prefix) => Probabilities.Where((_, act) => _acts[act].StartsWith(prefix, StringComparison.Ordinal)).Sum();
    }
}
