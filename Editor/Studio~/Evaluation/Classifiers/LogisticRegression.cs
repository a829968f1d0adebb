using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>Logistic regression by Microsoft.ML: training, scores of examples that were held out, and Platt's calibration. The same on every run.</summary>
/// <param name="l2">Weight of the squared weights beside the sum of the losses.</param>
sealed class LogisticRegression(float l2)
{
    public const int Folds = 5;

    readonly MLContext _ml = new(seed: 1);

    /// <exception cref="OperationCanceledException">Before it begins.</exception>
    public LinearModel Train(IReadOnlyList<Example> examples, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, examples[0].Features.Length);
        IDataView view = _ml.Data.LoadFromEnumerable(examples.Select(e => new Row { Features = e.Features, Label = e.IsRight }), schema);
        var trainer = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = l2,
            NumberOfThreads = 1, // more change the order of the sums, and the weights with it
        });
        LinearModelParameters model = trainer.Fit(view).Model.SubModel;
        return new LinearModel([.. model.Weights], model.Bias);
    }

    /// <summary>The score of each example by a model that was trained without its fold.</summary>
    public double[] HeldOutScores(IReadOnlyList<Example> examples, CancellationToken cancellationToken = default)
    {
        var scores = new double[examples.Count];
        for (int fold = 0; fold < Folds; fold++)
        {
            LinearModel model = Train([.. examples.Where(e => FoldOf(e) != fold)], cancellationToken);
            for (int i = 0; i < scores.Length; i++)
            {
                if (FoldOf(examples[i]) == fold)
                    scores[i] = model.Score(examples[i].Features);
            }
        }

        return scores;
    }

    /// <summary>Platt's calibration: the probability of being right is 1 / (1 + exp(slope · score + offset)).</summary>
    /// <param name="scores">Of examples that were not trained on.</param>
    /// <param name="areRight">What they are.</param>
    public (double Slope, double Offset) Calibrate(IReadOnlyList<double> scores, IReadOnlyList<bool> areRight)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(scores.Zip(areRight, (score, right) => new Scored { Score = (float)score, Label = right }));
        PlattCalibrator calibrator = ((IPredictionTransformer<PlattCalibrator>)_ml.BinaryClassification.Calibrators.Platt().Fit(view)).Model;
        return (calibrator.Slope, calibrator.Offset);
    }

    static int FoldOf(Example example) => (int)((uint)example.Group % Folds);

    sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }
    }

    sealed class Scored
    {
        public float Score { get; set; }

        public bool Label { get; set; }
    }
}

/// <summary>What was learnt: a weight a feature.</summary>
sealed record LinearModel(float[] Weights, float Bias)
{
    /// <summary>Above 0 for what is rather right.</summary>
    public float Score(in VBuffer<float> features)
    {
        float sum = Bias;
        foreach (var (at, value) in features.Items())
            sum += Weights[at] * value;
        return sum;
    }
}
