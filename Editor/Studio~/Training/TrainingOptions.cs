namespace Ojousama.Studio.Training;

/// <summary>How an adapter is trained.</summary>
public sealed record TrainingOptions
{
    /// <value>Default 32.</value>
    public int Rank { get; init; } = 32;

    /// <summary>The adapter's output is multiplied by alpha ÷ rank.</summary>
    /// <value>Default 64.</value>
    public float Alpha { get; init; } = 64;

    /// <summary>Divides alpha by √rank instead (rsLoRA), so that the step does not shrink as the rank grows.</summary>
    public bool IsRankStabilized { get; init; }

    /// <summary>Share of the values that the way down drops.</summary>
    public float Dropout { get; init; } = 0.05f;

    /// <summary>The highest.</summary>
    /// <value>Default 0.0003.</value>
    public float LearningRate { get; init; } = 3e-4f;

    /// <summary>Steps over which the learning rate rises.</summary>
    public int WarmUpSteps { get; init; } = 20;

    /// <summary>Share of the learning rate that is left at the end of the cosine.</summary>
    public float FinalShare { get; init; } = 0.03f;

    /// <value>Default 2: in a third, validation loss rises.</value>
    public int Epochs { get; init; } = 2;

    /// <summary>Samples computed together.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Batches a step: more learn as one larger batch without its memory.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Longest gradient of a step; longer ones are shortened.</summary>
    public float Clip { get; init; } = 1;

    public float WeightDecay { get; init; }

    /// <summary>Longest sample; longer talks lose their last turns.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Steps between two validations; 0 for once an epoch.</summary>
    public int EvaluateEvery { get; init; }

    /// <summary>Validations in a row without a gain after which training stops; 0 to go on to the end.</summary>
    public int Patience { get; init; }

    /// <summary>All that is random follows from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What the adapter's output is multiplied by. Above 4, training grows unsteady.</summary>
    public float EffectiveScale => Alpha / (IsRankStabilized ? MathF.Sqrt(Rank) : Rank);

    /// <exception cref="OjousamaException">A value is out of its range.</exception>
    internal void Check()
    {
        Check(Rank is >= 1 and <= 1024, "the rank", "1 to 1024");
        Check(Alpha > 0 && float.IsFinite(Alpha), "alpha", "above 0");
        Check(Dropout is >= 0 and < 0.9f, "dropout", "0 to 0.9");
        Check(LearningRate > 0 && LearningRate < 1, "the learning rate", "between 0 and 1");
        Check(Epochs is >= 1 and <= 1000, "the number of epochs", "1 to 1000");
        Check(BatchSize is >= 1 and <= 1024, "the batch size", "1 to 1024");
        Check(Accumulation is >= 1 and <= 1024, "the accumulation", "1 to 1024");
        Check(MaxTokens is >= 16 and <= 8192, "the longest sample", "16 to 8192 tokens");
        Check(Clip > 0, "the clipping", "above 0");
        Check(WarmUpSteps >= 0 && EvaluateEvery >= 0 && Patience >= 0 && WeightDecay >= 0, "a number of steps or the weight decay", "0 or more");
    }

    static void Check(bool isSound, string what, string range)
    {
        if (!isSound)
            throw new OjousamaException($"In the training options, {what} is out of range", $"Choose {range}");
    }
}
