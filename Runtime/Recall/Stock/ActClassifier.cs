using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Text;

namespace Ojousama.Recall.Stock
{
    /// <summary>Tells what a line is meant to do, its dialogue act, from how it is worded: a multinomial logistic regression over character n-grams.</summary>
    /// <remarks>
    /// Wording tells more than vectors here: what a line does stands in its endings, which embeddings made for topics look past
    /// (Documentation~/quality.md). Immutable and thread-safe. A line takes some thirty microseconds.
    /// </remarks>
    internal sealed class ActClassifier
    {
        /// <summary>Characters of the longest run that counts.</summary>
        public const int LongestRun = 3;

        readonly string[] _acts;
        readonly sbyte[] _weights;
        readonly float[] _steps, _biases;

        /// <param name="acts">Their names.</param>
        /// <param name="weights">One an act for each bucket of <see cref="CharacterNgrams"/>, in steps: all of the first bucket, then all of the second …; buckets are a power of two.</param>
        /// <param name="steps">What a step of an act's weights stands for.</param>
        /// <param name="biases">Added to an act's score.</param>
        public ActClassifier(string[] acts, sbyte[] weights, float[] steps, float[] biases)
        {
            _acts = acts;
            _weights = weights;
            _steps = steps;
            _biases = biases;
        }

        public IReadOnlyList<string> Acts => _acts;

        public ReadOnlySpan<sbyte> Weights => _weights;

        public ReadOnlySpan<float> Steps => _steps;

        public ReadOnlySpan<float> Biases => _biases;

        /// <summary>What the line may be meant to do.</summary>
        public ActGuess Guess(string line) => new ActGuess(_acts, Probabilities(line));

        float[] Probabilities(string line)
        {
            double[] scores = Scores(line);
            double most = scores.Max(), sum = 0;
            for (int act = 0; act < scores.Length; act++)
                sum += scores[act] = Math.Exp(scores[act] - most); // softmax
            return Array.ConvertAll(scores, score => (float)(score / sum));
        }

        /// <summary>What a line's n-grams are counted in: letters of one width and case, katakana as hiragana. Training counts the same.</summary>
        public static string Spell(string line) =>
            new string(UnicodeText.Compatible(line).ToLowerInvariant().Select(JapaneseScript.ToHiragana).ToArray());

        double[] Scores(string line)
        {
            var counts = new Dictionary<int, int>(4 * line.Length);
            float length = CharacterNgrams.Count(Spell(line), LongestRun, _weights.Length / _acts.Length, counts);
            var sums = new int[_acts.Length];
            foreach (var pair in counts)
            {
                var row = new ReadOnlySpan<sbyte>(_weights, pair.Key * _acts.Length, _acts.Length);
                for (int act = 0; act < sums.Length; act++)
                    sums[act] += row[act] * pair.Value;
            }

            return sums.Select((sum, act) => _biases[act] + (length > 0f ? _steps[act] * sum / (double)length : 0)).ToArray();
        }
    }
}
