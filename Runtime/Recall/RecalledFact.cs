using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>A fact that recall chose, with the score it won by.</summary>
    public readonly struct RecalledFact
    {
        const float Unfit = -1f;

        readonly Gate? _gate;

        /// <param name="text">The sentence as it goes into the prompt.</param>
        /// <param name="score">How well it fits the line, −1 to 1.</param>
        public RecalledFact(string text, float score)
            : this(text, score, 0f, null)
        {
        }

        internal RecalledFact(string text, float score, float margin, Gate? gate, float? fit = null)
        {
            Fit = fit;
            Margin = margin;
            Text = text;
            Score = score;
            _gate = gate;
        }

        /// <summary>The sentence as it goes into the prompt.</summary>
        public string Text { get; }

        /// <summary>How well it fits the line, −1 to 1; only its order means something.</summary>
        public float Score { get; }

        /// <summary>Whether a reranker read it and is fairly sure that it does not answer.</summary>
        internal bool IsUnfit => Fit < Unfit;

        /// <summary>The same fact with more in its favour.</summary>
        internal RecalledFact Raised(float bonus) => new RecalledFact(Text, Score + bonus, Margin + bonus, _gate, Fit);

        /// <summary>The same fact with another score.</summary>
        internal RecalledFact Scored(float score) => new RecalledFact(Text, score, Margin, _gate, Fit);

        /// <summary>The same fact, read together with the line.</summary>
        internal RecalledFact Read(float fit) => new RecalledFact(Text, Score, Margin, _gate, fit);

        /// <summary>A reranker's logit: above 0 it more likely answers the line than not. Null where none has read it.</summary>
        internal float? Fit { get; }

        /// <summary>How far the score lies above the floor of the line; below 0 the line is more likely small talk.</summary>
        internal float Margin { get; }

        /// <summary>Whether she may still tell it: the game may have gone on since it was recalled.</summary>
        internal bool IsOpen(IGameState? state) => _gate == null || _gate.IsOpen(state ?? ZeroState.Instance);
    }
}
