using System.Numerics.Tensors;

namespace Ojousama.Studio.Embedding;

/// <summary>Learns the linear maps under which each text lies nearest to the candidate that belongs to it.</summary>
/// <remarks>
/// InfoNCE (van den Oord et al., 2018): the softmax over likenesses to all candidates of a batch, whose own few are the hard ones.
/// Deterministic under a seed; on one thread.
/// </remarks>
sealed class MapTrainer(IReadOnlyList<float[]> vectors, MapOptions options)
{
    readonly int _dimensions = vectors[0].Length;

    /// <returns>The matrix for texts and that for candidates, which are one if they share it.</returns>
    public (SquareMatrix Texts, SquareMatrix Candidates) Train(
        IReadOnlyList<Contrast> contrasts, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        var texts = new SquareMatrix(_dimensions);
        SquareMatrix candidates = options.IsShared ? texts : new SquareMatrix(_dimensions);
        var random = new Random(options.Seed);
        Contrast[] order = [.. contrasts];
        int steps = options.Epochs * ((order.Length + options.BatchSize - 1) / options.BatchSize), step = 0;
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            for (int first = 0; first < order.Length; first += options.BatchSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddGradients(order.AsSpan(first, Math.Min(options.BatchSize, order.Length - first)), texts, candidates);
                float rate = options.LearningRate * (1 - ((step + 1f) / (steps + 1)));
                texts.Step(rate, options.Pull);
                if (!options.IsShared)
                    candidates.Step(rate, options.Pull);
                progress?.Report(++step / (float)steps);
            }
        }

        return (texts, candidates);
    }

    void AddGradients(ReadOnlySpan<Contrast> batch, SquareMatrix texts, SquareMatrix candidates)
    {
        var at = new Dictionary<int, int>(); // of a vector among the candidates of the batch
        foreach (Contrast contrast in batch)
        {
            foreach (int candidate in contrast.Candidates)
                at.TryAdd(candidate, at.Count);
        }

        int[] ids = [.. at.Keys];
        Mapped[] right = Array.ConvertAll(ids, id => new Mapped(candidates, vectors[id]));
        var odds = new float[ids.Length];
        foreach (Contrast contrast in batch)
        {
            var left = new Mapped(texts, vectors[contrast.Text]);
            for (int i = 0; i < odds.Length; i++)
                odds[i] = ids[i] == contrast.Text ? float.NegativeInfinity : TensorPrimitives.Dot<float>(left.Unit, right[i].Unit) / options.Temperature;
            TensorPrimitives.SoftMax(odds, odds);
            odds[at[contrast.Candidates[contrast.Gold]]] -= 1;
            for (int i = 0; i < odds.Length; i++)
            {
                float pull = odds[i] / (batch.Length * options.Temperature);
                TensorPrimitives.MultiplyAdd(right[i].Unit, pull, left.Pull, left.Pull);
                TensorPrimitives.MultiplyAdd(left.Unit, pull, right[i].Pull, right[i].Pull);
            }

            left.Return(texts);
        }

        foreach (Mapped candidate in right)
            candidate.Return(candidates);
    }

    /// <summary>A vector through its matrix and scaled to length 1, and what its unit vector is pulled by.</summary>
    sealed class Mapped
    {
        readonly float[] _input;
        readonly float _length;

        public Mapped(SquareMatrix matrix, float[] input)
        {
            _input = input;
            Unit = matrix.Apply(input);
            _length = TensorPrimitives.Norm<float>(Unit);
            TensorPrimitives.Divide(Unit, _length, Unit);
            Pull = new float[Unit.Length];
        }

        public float[] Unit { get; }

        public float[] Pull { get; }

        /// <summary>Back through the scaling: what points along the vector itself changes only its length.</summary>
        public void Return(SquareMatrix matrix)
        {
            TensorPrimitives.MultiplyAdd(Unit, -TensorPrimitives.Dot<float>(Pull, Unit), Pull, Pull);
            TensorPrimitives.Divide(Pull, _length, Pull);
            matrix.AddGradient(Pull, _input);
        }
    }
}
