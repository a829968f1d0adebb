namespace Ojousama.Recall.Stock
{
    /// <summary>A reply that suits whatever does the same, e.g. any thanks, chosen for a line. Immutable.</summary>
    internal sealed class StockReply
    {
        public StockReply(string text, string act, float fit, float asks)
        {
            Text = text;
            Act = act;
            Fit = fit;
            Asks = asks;
        }

        /// <summary>What she says.</summary>
        public string Text { get; }

        /// <summary>What the line most likely does.</summary>
        public string Act { get; }

        /// <summary>How likely the reply suits the line, 0 to 1, all that it may do weighed.</summary>
        public float Fit { get; }

        /// <summary>Probability that the line asks for something.</summary>
        public float Asks { get; }
    }
}
