namespace Ojousama.Recall.Stock
{
    /// <summary>What a line may be meant to do, e.g. to thank, and how likely that is.</summary>
    internal readonly struct ActGuess
    {
        public ActGuess(string act, float probability)
        {
            Act = act;
            Probability = probability;
        }

        /// <summary>A dialogue act by its name in <c>Data~/acts-ja/README.md</c>.</summary>
        public string Act { get; }

        /// <summary>0 to 1.</summary>
        public float Probability { get; }
    }
}
