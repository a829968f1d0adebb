namespace Ojousama.Studio.Training.Data;

/// <summary>Which samples are learnt together, and in what order.</summary>
internal static class BatchPlan
{
    /// <summary>Samples of like length, so that little is padding; the batches in random order.</summary>
    /// <param name="samples">Of an epoch.</param>
    /// <param name="size">Samples a batch; the batch of the longest may hold fewer.</param>
    /// <param name="random">Orders batches, and samples of one length.</param>
    public static IReadOnlyList<Batch> Shuffled(IEnumerable<TokenizedSample> samples, int size, Random random)
    {
        TokenizedSample[] order = [.. samples];
        random.Shuffle(order);
        Batch[] batches = [.. InOrder(order, size)];
        random.Shuffle(batches);
        return batches;
    }

    /// <summary>The same from the shortest to the longest.</summary>
    public static IEnumerable<Batch> InOrder(IEnumerable<TokenizedSample> samples, int size) =>
        samples.OrderBy(sample => sample.Tokens.Length).Chunk(size).Select(Batch.Of);
}
