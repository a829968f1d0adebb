using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Recall.Stock
{
    /// <summary>Something that a voice says to whatever does one of several things: a reply to a mishap may suit a complaint, too. Immutable.</summary>
    internal sealed class SuitedReply
    {
        /// <summary>Shares are kept in halves: a reply suits nearly any line of an act, or about every second.</summary>
        public const float Unit = 0.5f;

        /// <param name="text">What is said.</param>
        /// <param name="suits">Acts of a classifier, by their places, and for what share of their lines it passes, 0 to 1.</param>
        public SuitedReply(string text, IReadOnlyList<(int Act, float Share)> suits)
        {
            Text = text;
            Suits = suits;
        }

        public string Text { get; }

        public IReadOnlyList<(int Act, float Share)> Suits { get; }

        /// <summary>How likely it suits a line of which this is thought.</summary>
        /// <param name="acts">A probability for each act of the classifier.</param>
        public float Fit(float[] acts) => Suits.Sum(suited => acts[suited.Act] * suited.Share);
    }
}
