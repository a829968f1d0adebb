namespace Ojousama.Recall.Stock
{
    /// <summary>A reply that suits whatever does the same, e.g. any thanks, chosen for a line. Immutable.</summary>
    internal sealed class StockReply
    {
        public StockReply(string text, ActGuess guess, float asksOfHer)
        {
            Text = text;
            Act = guess.Act;
            Probability = guess.Probability;
            AsksOfHer = asksOfHer;
        }

        /// <summary>What she says.</summary>
        public string Text { get; }

        /// <summary>What the line is taken to do.</summary>
        public string Act { get; }

        /// <summary>That it does this, 0 to 1.</summary>
        public float Probability { get; }

        /// <summary>Probability that the line asks for something of hers: her taste, her ways, a fact.</summary>
        public float AsksOfHer { get; }
    }
}
