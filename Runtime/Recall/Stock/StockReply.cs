namespace Ojousama.Recall.Stock
{
    /// <summary>A reply that suits whatever does the same, e.g. any thanks, chosen for a line. Immutable.</summary>
    internal sealed class StockReply
    {
        public StockReply(string text, string act, float fit, float asksOfHer)
        {
            Text = text;
            Act = act;
            Fit = fit;
            AsksOfHer = asksOfHer;
        }

        /// <summary>What she says.</summary>
        public string Text { get; }

        /// <summary>What the line most likely does.</summary>
        public string Act { get; }

        /// <summary>How likely the reply suits the line, 0 to 1, all that it may do weighed.</summary>
        public float Fit { get; }

        /// <summary>Probability that the line asks for something of hers: her taste, her ways, a fact.</summary>
        public float AsksOfHer { get; }
    }
}
