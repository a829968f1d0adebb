using Microsoft.ML.Data;
using Ojousama.Inference;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Tells how likely a reply answers a line: a logistic regression over how well the two fit under the embedder's map.</summary>
/// <param name="Embedder">Id of the embedder and its map.</param>
/// <param name="Head">Over the <see cref="FeatureCount"/> features.</param>
/// <param name="Slope">Of Platt's calibration.</param>
/// <param name="Offset">Of Platt's calibration.</param>
sealed record SenseModel(string Embedder, LinearModel Head, double Slope, double Offset)
{
    /// <summary>Fit of the reply to the line alone, and to the line with the exchange before it; of a fact to a question; likeness of both as remarks.</summary>
    /// <remarks>Few: the products of all components of the vectors fitted some hundred pairs, and told others apart worse than the embedder alone.</remarks>
    public const int FeatureCount = 4;

    const float Spread = 10f; // likenesses lie close together

    /// <summary>A likelihood each, 0 to 1, of a true reply against one to another line.</summary>
    /// <param name="replies">What is said, and to what.</param>
    /// <param name="embedder">The one it was trained with, its map before it.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">It is another embedder.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<SpokenReply> replies, IEmbedder embedder, CancellationToken cancellationToken = default)
    {
        if (embedder.Id != Embedder)
            throw new OjousamaException($"The sense head was trained with the embedder {Embedder}, not with {embedder.Id}", "Train it anew, or name that embedder");
        var features = await FeaturesAsync(replies, embedder, null, cancellationToken).ConfigureAwait(false);
        return [.. features.Select(f => 1 / (1 + Math.Exp((Slope * Head.Score(f)) + Offset)))];
    }

    /// <param name="replies">Lines and contexts of them may recur: each text is embedded once.</param>
    /// <param name="embedder">With its map.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    public static async Task<IReadOnlyList<VBuffer<float>>> FeaturesAsync(
        IReadOnlyList<SpokenReply> replies, IEmbedder embedder, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var parts = new (Func<SpokenReply, string> Text, TextKind Kind)[]
        {
            (r => r.Line, TextKind.Remark), (r => r.Context, TextKind.Remark), (r => r.Reply, TextKind.Reply),
            (r => r.Line, TextKind.Query), (r => r.Reply, TextKind.Passage), (r => r.Line, TextKind.Line), (r => r.Reply, TextKind.Line),
        };
        var vectors = new float[parts.Length][][];
        for (int i = 0; i < parts.Length; i++)
            vectors[i] = await EmbedAsync([.. replies.Select(parts[i].Text)], parts[i].Kind, embedder, progress?.Part((float)i / parts.Length, (i + 1f) / parts.Length), cancellationToken).ConfigureAwait(false);
        float Fit(int a, int b, int at) => Spread * VectorMath.Dot(vectors[a][at], vectors[b][at]);
        return [.. replies.Select((_, at) => new VBuffer<float>(FeatureCount, [Fit(0, 2, at), Fit(1, 2, at), Fit(3, 4, at), Fit(5, 6, at)]))];
    }

    static async Task<float[][]> EmbedAsync(string[] texts, TextKind kind, IEmbedder embedder, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        const int Batch = 64;
        var known = new Dictionary<string, float[]>();
        string[] different = [.. texts.Distinct()];
        foreach (string[] batch in different.Chunk(Batch))
        {
            float[][] embedded = await embedder.EmbedAsync(batch, kind, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Length; i++)
                known[batch[i]] = embedded[i];
            progress?.Report((float)known.Count / different.Length);
        }

        return [.. texts.Select(text => known[text])];
    }
}

/// <summary>A reply and what it was said to.</summary>
/// <param name="Line">The player's.</param>
/// <param name="Context">The line, led by the exchange before it: <see cref="SensePair.ContextOf"/>.</param>
/// <param name="Reply">The reply.</param>
readonly record struct SpokenReply(string Line, string Context, string Reply);
