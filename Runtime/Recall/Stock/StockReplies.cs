using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Recall.Stock
{
    /// <summary>What a voice says to lines that are like none she remembers: by what they are meant to do, whatever they are about.</summary>
    /// <remarks>Immutable and thread-safe.</remarks>
    internal sealed class StockReplies
    {
        const string AsksOfHer = "ask-her-"; // how the acts begin that ask for something of hers

        readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _replies;

        /// <param name="classifier">Tells acts.</param>
        /// <param name="replies">Of each act; an act may lack them.</param>
        public StockReplies(ActClassifier classifier, IReadOnlyDictionary<string, IReadOnlyList<string>> replies)
        {
            Classifier = classifier;
            _replies = replies;
        }

        public ActClassifier Classifier { get; }

        public IReadOnlyDictionary<string, IReadOnlyList<string>> Replies => _replies;

        /// <summary>A reply for the likeliest act that has one left. The same line after as many others gets the same one, so that a conversation can be repeated.</summary>
        /// <param name="line">The player's words.</param>
        /// <param name="turn">How many lines came before it in the conversation.</param>
        /// <param name="maySay">Whether a reply may be used, e.g. because it was not said before.</param>
        /// <returns>Null if nothing is left to say.</returns>
        public StockReply? Choose(string line, int turn, Func<string, bool> maySay)
        {
            ActGuess[] guesses = Classifier.Classify(line);
            float asksOfHer = guesses.Where(guess => guess.Act.StartsWith(AsksOfHer, StringComparison.Ordinal)).Sum(guess => guess.Probability);
            foreach (ActGuess guess in guesses)
            {
                if (!_replies.TryGetValue(guess.Act, out IReadOnlyList<string>? replies))
                    continue;
                int first = (int)((Hash(line) + (uint)turn) % (uint)replies.Count);
                string? reply = Enumerable.Range(first, replies.Count).Select(i => replies[i % replies.Count]).FirstOrDefault(maySay);
                if (reply != null)
                    return new StockReply(reply, guess, asksOfHer);
            }

            return null;
        }

        /// <summary>FNV-1a; <see cref="string.GetHashCode()"/> is another in each process.</summary>
        static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619));
    }
}
