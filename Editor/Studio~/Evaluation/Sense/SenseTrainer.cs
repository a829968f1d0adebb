using MathNet.Numerics.Statistics;
using Microsoft.ML.Data;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Learns from readers' verdicts what makes a reply an answer to its line.</summary>
static class SenseTrainer
{
    const float L2 = 1f;
    const int Fewest = 100; // verdicts
    const int Selections = 300; // remembered lines that response selection is tested on

    /// <param name="verdicts">What is learnt.</param>
    /// <param name="embedder">Id of the embedder.</param>
    /// <param name="features">With that embedder.</param>
    /// <param name="memory">What the features look into.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">There are too few verdicts.</exception>
    public static async Task<(SenseModel Model, SenseQuality Quality)> TrainAsync(
        IReadOnlyList<HandVerdict> verdicts, string embedder, SenseFeatures features, SenseMemory memory, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        if (verdicts.Count < Fewest)
            throw new OjousamaException($"{verdicts.Count} verdicts are too few to learn from", $"Give {Fewest} or more");
        float[][] values = await features.OfAsync([.. verdicts.Select(v => v.Spoken)], forgets: true, progress?.Part(0, 0.7f), cancellationToken).ConfigureAwait(false);
        var scale = new FeatureScale(values);
        // Those of one conversation stand together, and are never learnt from and tested on: a new one begins without a history.
        int group = 0;
        Example[] examples = [.. verdicts.Select((v, i) => new Example(scale.Of(values[i]), v.Verdict == 1, v.History is { Count: > 0 } ? group : ++group))];
        var regression = new LogisticRegression(L2);
        LinearModel head = scale.Unscaled(regression.Train(examples, cancellationToken));
        double[] heldOut = regression.HeldOutScores(examples, cancellationToken);
        var (slope, offset) = regression.Calibrate(heldOut, [.. examples.Select(e => e.IsRight)]);
        double selection = await SelectionAsync(head, features, memory, progress?.Part(0.7f, 1), cancellationToken).ConfigureAwait(false);
        return (new SenseModel(embedder, head, slope, offset), new SenseQuality(verdicts.Count, Area(heldOut, examples), selection));
    }

    /// <summary>How well a line's true reply is told from another line's, neither of which is remembered meanwhile.</summary>
    static async Task<double> SelectionAsync(LinearModel head, SenseFeatures features, SenseMemory memory, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var rows = memory.Rows.OrderBy(_ => random.Next()).DistinctBy(row => row.Line.reply).Take(2 * Selections).Select(row => row.Line).ToArray();
        if (rows.Length < 2)
            return double.NaN;
        SenseMemory rest = memory.Without(row => rows.Any(r => r.reply == row.Line.reply));
        var pairs = rows.Take(rows.Length / 2).ToArray();
        SpokenReply[] spoken = [.. pairs.Select(row => new SpokenReply(row.player, row.reply, [])), .. pairs.Select((row, i) => new SpokenReply(row.player, rows[pairs.Length + i].reply, []))];
        float[][] values = await features.With(rest).OfAsync(spoken, forgets: false, progress, cancellationToken).ConfigureAwait(false);
        double[] scores = [.. values.Select(v => (double)head.Score(new VBuffer<float>(v.Length, v)))];
        return RocCurve.Area(scores[..pairs.Length], scores[pairs.Length..]);
    }

    static double Area(double[] scores, Example[] examples) => RocCurve.Area(
        [.. scores.Where((_, i) => examples[i].IsRight)], [.. scores.Where((_, i) => !examples[i].IsRight)]);

    /// <summary>Brings features to a mean of 0 and a deviation of 1, so that one penalty fits all.</summary>
    sealed class FeatureScale(float[][] values)
    {
        readonly (float Mean, float Deviation)[] _scales =
            [.. Enumerable.Range(0, values[0].Length).Select(f => values.Select(v => (double)v[f]).MeanStandardDeviation()).Select(s => ((float)s.Mean, Math.Max((float)s.StandardDeviation, 1e-3f)))];

        public VBuffer<float> Of(float[] features) => new(features.Length, [.. features.Select((value, f) => (value - _scales[f].Mean) / _scales[f].Deviation)]);

        /// <summary>The same model over features as they are.</summary>
        public LinearModel Unscaled(LinearModel model)
        {
            float[] weights = [.. model.Weights.Select((w, f) => w / _scales[f].Deviation)];
            return new LinearModel(weights, model.Bias - weights.Select((w, f) => w * _scales[f].Mean).Sum());
        }
    }
}

/// <summary>How well it tells what it did not learn from.</summary>
/// <param name="Verdicts">That taught it.</param>
/// <param name="Area">AUC on verdicts of folds that were held out.</param>
/// <param name="AreaOfSelection">AUC of true replies against those to other lines.</param>
sealed record SenseQuality(int Verdicts, double Area, double AreaOfSelection);
