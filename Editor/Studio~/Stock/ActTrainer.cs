using Ojousama.Inference;
using Ojousama.Recall.Stock;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Stock;

/// <summary>Learns to tell what lines are meant to do.</summary>
static class ActTrainer
{
    const int Buckets = 1 << 16;

    /// <param name="lines">To learn from.</param>
    /// <param name="cancellationToken">Checked now and then.</param>
    /// <exception cref="OjousamaException">There are fewer than two acts.</exception>
    public static ActClassifier Train(IReadOnlyList<ActLine> lines, CancellationToken cancellationToken)
    {
        string[] acts = [.. lines.Select(line => line.Act).Distinct().Order(StringComparer.Ordinal)];
        if (acts.Length < 2)
            throw new OjousamaException("The lines are all of one act", "Give lines of at least two");
        Dictionary<string, int> places = acts.Select((act, i) => (act, i)).ToDictionary(pair => pair.act, pair => pair.i);
        var (weights, biases) = new MultinomialRegression().Train([.. lines.Select(line => (NgramFeatures.Of(ActClassifier.Spell(line.Line), ActClassifier.LongestRun, Buckets), places[line.Act]))], acts.Length, cancellationToken);
        float[] steps = [.. weights.Select(of => VectorMath.Scale(of))];
        var quantised = new sbyte[acts.Length * Buckets]; // a byte a weight
        for (int act = 0; act < acts.Length; act++)
        {
            for (int bucket = 0; bucket < Buckets; bucket++)
                quantised[(bucket * acts.Length) + act] = (sbyte)MathF.Round(weights[act][bucket] / steps[act]);
        }

        return new ActClassifier(acts, quantised, steps, biases);
    }

    /// <summary>For what share of lines the likeliest act is theirs, and for what share one of the three likeliest.</summary>
    public static (double First, double Three) Test(ActClassifier classifier, IReadOnlyList<ActLine> lines)
    {
        string[] acts = [.. classifier.Acts];
        int[] ranks = [.. lines.Select(line => Array.IndexOf(acts, line.Act) is >= 0 and var its && classifier.Guess(line.Line).Probabilities is var likely ? likely.Count(other => other > likely[its]) : acts.Length)];
        return (ranks.Count(rank => rank == 0) / (double)ranks.Length, ranks.Count(rank => rank < 3) / (double)ranks.Length);
    }
}
