using Microsoft.ML.Data;
using Ojousama.Inference;
using Ojousama.Likeness;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Likeness;

/// <summary>Learns a voice, and tells how well it is told from others.</summary>
static class VoiceTrainer
{
    const int Buckets = 1 << 16;
    const int Compared = 1500; // lines of each kind that are embedded: some 20 seconds
    const float L2 = 0.1f;
    const float EmbeddingL2 = 0.001f; // the values of a unit vector are small, so that weights have to be large

    /// <summary>Trains on all lines, calibrates on held-out ones.</summary>
    /// <param name="name">Of the voice.</param>
    /// <param name="corpus">From <see cref="Utterance.Corpus"/>.</param>
    /// <param name="cancellationToken">Checked between folds.</param>
    public static (VoiceModel Model, VoiceQuality Quality) Train(
        string name, IReadOnlyList<Utterance> corpus, CancellationToken cancellationToken = default)
    {
        var regression = new LogisticRegression(L2);
        Example[] examples = [.. corpus.Select((u, i) => new Example(NgramFeatures.Of(u.Text, VoiceModel.LongestRun, Buckets), u.Speaker == Speaker.Her, i))];
        double[] scores = regression.HeldOutScores(examples, cancellationToken);
        var (slope, offset) = regression.Calibrate(scores, [.. examples.Select(e => e.IsRight)]);
        LinearModel all = regression.Train(examples, cancellationToken);
        return (Quantised(name, all, slope, offset), VoiceQuality.Of(corpus, scores, slope, offset));
    }

    /// <summary>A linear head on sentence embeddings beside the n-grams, both on the same lines, each tested on those it was not trained on.</summary>
    public static async Task<(double Ngrams, double Embeddings, int Lines)> CompareAsync(
        IReadOnlyList<Utterance> corpus, IEmbedder embedder, CancellationToken cancellationToken = default)
    {
        Utterance[] some = [.. corpus.GroupBy(u => u.Speaker == Speaker.Her).SelectMany(Some)];
        float[][] vectors = await embedder.EmbedAsync([.. some.Select(u => u.Text)], TextKind.Query, cancellationToken).ConfigureAwait(false);
        return (AreaOf(L2, u => NgramFeatures.Of(some[u].Text, VoiceModel.LongestRun, Buckets)), AreaOf(EmbeddingL2, u => new VBuffer<float>(vectors[u].Length, vectors[u])), some.Length);

        double AreaOf(float l2, Func<int, VBuffer<float>> features)
        {
            Example[] examples = [.. some.Select((u, i) => new Example(features(i), u.Speaker == Speaker.Her, i))];
            double[] scores = new LogisticRegression(l2).HeldOutScores(examples, cancellationToken);
            return RocCurve.Area([.. scores.Where((_, i) => examples[i].IsRight)], [.. scores.Where((_, i) => !examples[i].IsRight)]);
        }

        static Utterance[] Some(IEnumerable<Utterance> kind)
        {
            Utterance[] shuffled = [.. kind];
            new Random(1).Shuffle(shuffled);
            return shuffled[..Math.Min(Compared, shuffled.Length)];
        }
    }

    /// <summary>A byte a weight: 64 kB a voice, and the order of texts stays.</summary>
    static VoiceModel Quantised(string name, LinearModel model, double slope, double offset)
    {
        float step = VectorMath.Scale(model.Weights);
        return new VoiceModel(name, [.. model.Weights.Select(w => (sbyte)MathF.Round(w / step))], step, model.Bias, slope, offset);
    }
}
