using Microsoft.ML.Data;
using Ojousama.Inference;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Tells how likely a reply answers a line, from their embeddings: canonical maps, and a logistic regression over what they give.</summary>
/// <param name="Embedder">Id of the embedder whose vectors it knows.</param>
/// <param name="Map">Brings lines and replies into one space.</param>
/// <param name="Head">Over <see cref="Features"/>.</param>
/// <param name="Slope">Of Platt's calibration.</param>
/// <param name="Offset">Of Platt's calibration.</param>
sealed record SenseModel(string Embedder, CanonicalMap Map, LinearModel Head, double Slope, double Offset)
{
    /// <summary>A likelihood each, 0 to 1, of a true reply against one to another line.</summary>
    /// <param name="pairs">Contexts as <see cref="SensePair.ContextOf"/> gives them, and replies.</param>
    /// <param name="embedder">The one it was trained with.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">It is another embedder.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Context, string Reply)> pairs, IEmbedder embedder, CancellationToken cancellationToken = default)
    {
        if (embedder.Id != Embedder)
            throw new OjousamaException($"The sense head was trained with the embedder {Embedder}, not with {embedder.Id}", "Train it anew, or name that embedder");
        float[][] lines = await embedder.EmbedAsync([.. pairs.Select(p => p.Context)], TextKind.Query, cancellationToken).ConfigureAwait(false);
        float[][] replies = await embedder.EmbedAsync([.. pairs.Select(p => p.Reply)], TextKind.Query, cancellationToken).ConfigureAwait(false);
        return [.. lines.Zip(replies, (line, reply) => 1 / (1 + Math.Exp(Slope * Head.Score(Features(Map, line, reply)) + Offset)))];
    }

    /// <summary>Values of <see cref="Features"/>.</summary>
    public const int FeatureCount = 3;

    /// <summary>Brings likenesses, which lie close together, to the size of the other feature.</summary>
    const float Spread = 10f;

    /// <summary>What tells a reply from one to another line: the likeness of the two, and how far they agree where lines and replies meet, by direction and by size.</summary>
    /// <remarks>Few, because a head has to be learnt from some hundred pairs: the products of all components fitted these and told others apart worse than the embedder alone.</remarks>
    public static VBuffer<float> Features(CanonicalMap map, float[] line, float[] reply)
    {
        float[] a = map.OfLine(line), b = map.OfReply(reply);
        return new VBuffer<float>(FeatureCount, [Spread * Cosine(Less(line, map.LineMean), Less(reply, map.ReplyMean)), Spread * Cosine(a, b), VectorMath.Dot(a, b)]);
    }

    static float[] Less(float[] vector, float[] mean) => [.. vector.Zip(mean, (v, m) => v - m)];

    static float Cosine(float[] a, float[] b) => VectorMath.Dot(a, b) / MathF.Sqrt(VectorMath.Dot(a, a) * VectorMath.Dot(b, b));
}
