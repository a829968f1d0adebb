namespace Ojousama.Studio.Embedding;

/// <summary>How a map is learned. The values are those that found most on the development questions.</summary>
sealed record MapOptions
{
    public int Epochs { get; init; } = 12;

    public int BatchSize { get; init; } = 512;

    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>What likenesses are divided by before the softmax.</summary>
    public float Temperature { get; init; } = 0.1f;

    /// <summary>Pull towards the identity, so that what the pairs say nothing of stays as the embedder has it.</summary>
    public float Pull { get; init; } = 0.01f;

    /// <summary>Whether texts and candidates are of one kind and share a matrix.</summary>
    public bool IsShared { get; init; }

    public int Seed { get; init; } = 1;
}
