using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Recall.Stock
{
    /// <summary>What a voice says to lines that are like none she remembers: by what they are meant to do, whatever they are about.</summary>
    /// <remarks>
    /// What a line does is told right for every second one, and one of three guesses is right for three of four. So the reply is taken
    /// that suits the line most likely, all guesses weighed, rather than one for the likeliest act. Immutable and thread-safe.
    /// </remarks>
    internal sealed class StockReplies
    {
        const string Asking = "ask-"; // how the acts begin that ask for something

        /// <summary>Replies that suit nearly as well as the best take turns with it: she has more than one thing to say.</summary>
        const float NearlyBest = 0.92f;

        /// <param name="classifier">Tells acts.</param>
        /// <param name="replies">What she says.</param>
        public StockReplies(ActClassifier classifier, IReadOnlyList<SuitedReply> replies)
        {
            Classifier = classifier;
            Replies = replies;
        }

        public ActClassifier Classifier { get; }

        public IReadOnlyList<SuitedReply> Replies { get; }

        /// <summary>The reply that most likely suits the line, or one as good. The same line after as many others gets the same one, so that a conversation can be repeated.</summary>
        /// <param name="acts">What the line may do.</param>
        /// <param name="line">The player's words.</param>
        /// <param name="turn">How many lines came before it in the conversation.</param>
        /// <param name="maySay">Whether a reply may be used, e.g. because it was not said before.</param>
        /// <returns>Null if nothing is left to say.</returns>
        public StockReply? Choose(ActGuess acts, string line, int turn, Func<string, bool> maySay)
        {
            // Only the best are asked whether they may be said: for all it would take a frame's time on the game's thread.
            var good = new List<(int Place, float Fit)>();
            foreach (var fit in Replies.Select((reply, place) => (Place: place, Fit: reply.Fit(acts.Probabilities))).OrderByDescending(fit => fit.Fit))
            {
                if (good.Count > 0 && fit.Fit < NearlyBest * good[0].Fit)
                    break;
                if (maySay(Replies[fit.Place].Text))
                    good.Add(fit);
            }

            if (good.Count == 0)
                return null;
            good.Sort((a, b) => a.Place.CompareTo(b.Place));
            var chosen = good[(int)((Hash(line) + (uint)turn) % (uint)good.Count)];
            return new StockReply(Replies[chosen.Place].Text, acts.Likeliest, chosen.Fit, acts.Of(Asking));
        }

        /// <summary>FNV-1a; <see cref="string.GetHashCode()"/> is another in each process.</summary>
        static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619));
    }
}
