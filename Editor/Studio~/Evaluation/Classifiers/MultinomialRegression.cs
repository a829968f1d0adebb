using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>Logistic regression over several classes by Microsoft.ML. The same on every run.</summary>
/// <param name="l2">Weight of the squared weights beside the sum of the losses.</param>
sealed class MultinomialRegression(float l2)
{
    readonly MLContext _ml = new(seed: 1);

    /// <param name="examples">Features of one length, and the class of each, from 0.</param>
    /// <param name="classes">How many there are; each has an example.</param>
    /// <param name="cancellationToken">Checked before it begins.</param>
    /// <returns>The weights of each class, and its bias.</returns>
    public (float[][] Weights, float[] Biases) Train(IReadOnlyList<(VBuffer<float> Features, int Class)> examples, int classes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, examples[0].Features.Length);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), (ulong)classes);
        IDataView view = _ml.Data.LoadFromEnumerable(examples.Select(e => new Row { Features = e.Features, Label = (uint)e.Class }), schema);
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = l2,
            OptimizationTolerance = 1e-4f,
            NumberOfThreads = 1, // more change the order of the sums, and the weights with it
        });
        MaximumEntropyModelParameters model = trainer.Fit(view).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int _);
        return ([.. weights.Select(of => of.DenseValues().ToArray())], [.. model.GetBiases()]);
    }

    sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }
    }
}
