namespace Ojousama.EmbedderTuning;

/// <summary>How the embedder is tuned.</summary>
sealed record TuningOptions
{
    public int Steps { get; init; } = 720;

    /// <summary>The highest, of the encoder.</summary>
    public double LearningRate { get; init; } = 4e-5;

    /// <summary>The highest, of the maps: they are no more than a matrix each, and begin near where they end.</summary>
    public double MapRate { get; init; } = 5e-4;

    public int WarmUpSteps { get; init; } = 30;

    public int Seed { get; init; } = 1;
}
