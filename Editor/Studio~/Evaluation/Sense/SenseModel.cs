using Microsoft.ML.Data;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Tells how likely a reader lets a reply pass as an answer to its line: a logistic regression over <see cref="SenseFeatures"/>.</summary>
/// <param name="Embedder">Id of the embedder and its map.</param>
/// <param name="Head">Over the features.</param>
/// <param name="Slope">Of Platt's calibration.</param>
/// <param name="Offset">Of Platt's calibration.</param>
sealed record SenseModel(string Embedder, LinearModel Head, double Slope, double Offset)
{
    /// <param name="embedder">Id of the one in use.</param>
    /// <exception cref="OjousamaException">It is another than the head's.</exception>
    public void Require(string embedder)
    {
        if (embedder != Embedder)
            throw new OjousamaException($"The sense head was trained with the embedder {Embedder}, not with {embedder}", "Train it anew, or name that embedder");
    }

    /// <summary>A likelihood each, 0 to 1.</summary>
    /// <param name="replies">What is said, and to what.</param>
    /// <param name="features">With the head's embedder.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<SpokenReply> replies, SenseFeatures features, CancellationToken cancellationToken = default)
    {
        float[][] values = await features.OfAsync(replies, forgets: false, null, cancellationToken).ConfigureAwait(false);
        return [.. values.Select(v => 1 / (1 + Math.Exp((Slope * Head.Score(new VBuffer<float>(v.Length, v))) + Offset)))];
    }
}
