using System;
using Ojousama.Recall;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>Whether the nearest fact is what a line is about, rather than small talk or something that no fact tells: a logistic model over what recall found.</summary>
    /// <remarks>Learned from labelled questions (“embedder decision”) for one embedder and its map. Immutable.</remarks>
    internal sealed class AnswerDecision
    {
        public const int FeatureCount = 5;

        /// <summary>More likeness than this says no more: that somebody asked the very same elsewhere does not mean that no fact answers it here.</summary>
        const float MostLikeness = 0.9f;

        /// <summary>Logits beyond this, either way, say no more: a reranker is surer of itself than it is right.</summary>
        const float MostFit = 6f;

        readonly float[] _weights;

        /// <param name="weights">One a feature.</param>
        /// <param name="bias">Added to their sum.</param>
        public AnswerDecision(float[] weights, float bias)
        {
            if (weights.Length != FeatureCount)
                throw new ArgumentException($"{weights.Length} weights, not {FeatureCount}", nameof(weights));
            _weights = weights;
            Bias = bias;
        }

        /// <summary>For an embedder that brings none: roughly right wherever scores are cosines of the E5 family under a map.</summary>
        public static AnswerDecision Usual { get; } = new AnswerDecision(new[] { 1.3f, 9f, -5f, 0.3f, 0f }, -1.5f);

        public ReadOnlySpan<float> Weights => _weights;

        public float Bias { get; }

        /// <param name="line">The player's words.</param>
        /// <param name="fact">The nearest.</param>
        /// <param name="likeness">Score of the nearest remembered line.</param>
        /// <param name="margin">How much surer than even it has to be, in logits.</param>
        public bool IsMeant(string line, RecalledFact fact, float likeness, float margin)
        {
            float[] features = Features(line, fact, likeness);
            float sum = Bias;
            for (int i = 0; i < features.Length; i++)
                sum += _weights[i] * features[i];
            return sum > margin;
        }

        /// <summary>Whether it asks; score of the fact; likeness of the line; whether it speaks to her; the reranker's logit if it asks (of remarks it is no judge), 0 without one.</summary>
        public static float[] Features(string line, RecalledFact fact, float likeness)
        {
            float asks = LineCues.Asks(line) ? 1f : 0f, fit = Math.Max(-MostFit, Math.Min(MostFit, fact.Fit ?? 0));
            return new[] { asks, fact.Score, Math.Min(likeness, MostLikeness), LineCues.NamesHer(line) ? 1f : 0f, asks * fit };
        }
    }
}
