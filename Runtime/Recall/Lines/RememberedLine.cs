namespace Ojousama.Recall.Lines
{
    /// <summary>A line that a character answered before, the answer she gave, and how near the player's line comes to it. Immutable.</summary>
    public sealed class RememberedLine
    {
        /// <param name="playerLine">What was said to her.</param>
        /// <param name="reply">What she said.</param>
        /// <param name="score">Likeness of the line that recalled it, −1 to 1.</param>
        public RememberedLine(string playerLine, string reply, float score)
        {
            PlayerLine = playerLine;
            Reply = reply;
            Score = score;
        }

        /// <summary>What was said to her.</summary>
        public string PlayerLine { get; }

        /// <summary>What she said.</summary>
        public string Reply { get; }

        /// <summary>Likeness of the line that recalled it, −1 to 1, the common part of all lines taken off.</summary>
        public float Score { get; }
    }
}
