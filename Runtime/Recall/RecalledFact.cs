namespace Ojousama.Recall
{
    /// <summary>A fact that recall chose, with the score it won by.</summary>
    public readonly struct RecalledFact
    {
        /// <param name="text">The sentence as it goes into the prompt.</param>
        /// <param name="score">Cosine with the player's line; only its order means something.</param>
        public RecalledFact(string text, float score)
        {
            Text = text;
            Score = score;
        }

        /// <summary>The sentence as it goes into the prompt.</summary>
        public string Text { get; }

        /// <summary>Cosine with the player's line, −1 to 1; only its order means something.</summary>
        public float Score { get; }
    }
}
