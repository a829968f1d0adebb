using System.Numerics;
using Microsoft.ML.Data;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>Logistic regression over several classes, by stochastic steps whose length falls for each weight on its own (AdaGrad: Duchi, Hazan and Singer, 2011). The same on every run.</summary>
/// <remarks>
/// Own code beside a library that has such trainers: for n-grams, of which most are rare, weights learned so tell new lines better than
/// Microsoft.ML's L-BFGS and SDCA did, and take seconds in the place of minutes (Documentation~/quality.md).
/// </remarks>
sealed class MultinomialRegression
{
    const int Epochs = 6;
    const float Rate = 0.2f, BiasRate = 0.04f;
    const float L2 = 3e-5f; // a step, of the weights that it touches
    const float Least = 1e-4f, LeastOfBias = 1e-3f; // keeps the first step finite

    /// <param name="examples">Features, sparse and of one length, and the class of each, from 0.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="cancellationToken">Checked before each pass.</param>
    /// <returns>The weights of each class, and its bias.</returns>
    public (float[][] Weights, float[] Biases) Train(IReadOnlyList<(VBuffer<float> Features, int Class)> examples, int classes, CancellationToken cancellationToken)
    {
        int features = examples[0].Features.Length, width = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var weights = new Table(features, width, L2, Rate, Least);
        var biases = new Table(1, width, 0, BiasRate, LeastOfBias);
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        var random = new Random(1);
        var wrong = new float[width];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (int i in order)
            {
                var (found, its) = examples[i];
                ReadOnlySpan<int> at = found.GetIndices();
                ReadOnlySpan<float> values = found.GetValues();
                Array.Clear(wrong);
                biases.AddTo(wrong, 0, 1);
                for (int f = 0; f < at.Length; f++)
                    weights.AddTo(wrong, at[f], values[f]);
                Softmax(wrong.AsSpan(0, classes));
                wrong.AsSpan(classes).Clear();
                wrong[its]--; // the gradient of the loss by the scores
                biases.Step(wrong, 0, 1);
                for (int f = 0; f < at.Length; f++)
                    weights.Step(wrong, at[f], values[f]);
            }
        }

        return ([.. Enumerable.Range(0, classes).Select(weights.Column)], [.. Enumerable.Range(0, classes).Select(c => biases.Column(c)[0])]);
    }

    static void Softmax(Span<float> scores)
    {
        float most = float.MinValue, sum = 0;
        foreach (float score in scores)
            most = MathF.Max(most, score);
        foreach (ref float score in scores)
            sum += score = MathF.Exp(score - most);
        foreach (ref float score in scores)
            score /= sum;
    }

    /// <summary>A row of weights a feature, a column a class, and what their steps have been.</summary>
    sealed class Table(int rows, int width, float l2, float rate, float least)
    {
        readonly float[] _weights = new float[rows * width], _squares = new float[rows * width]; // of the gradients so far

        public void AddTo(float[] scores, int row, float value)
        {
            for (int c = 0; c < width; c += Vector<float>.Count)
                (new Vector<float>(scores, c) + (value * new Vector<float>(_weights, (row * width) + c))).CopyTo(scores, c);
        }

        public void Step(float[] wrong, int row, float value)
        {
            for (int c = 0; c < width; c += Vector<float>.Count)
            {
                int at = (row * width) + c;
                var weights = new Vector<float>(_weights, at);
                Vector<float> gradient = (value * new Vector<float>(wrong, c)) + (l2 * weights), squares = new Vector<float>(_squares, at) + (gradient * gradient);
                squares.CopyTo(_squares, at);
                (weights - (rate * gradient / (Vector.SquareRoot(squares) + new Vector<float>(least)))).CopyTo(_weights, at);
            }
        }

        public float[] Column(int column) => [.. Enumerable.Range(0, rows).Select(row => _weights[(row * width) + column])];
    }
}
