namespace Ojousama.Inference
{
    /// <summary>How the next token is chosen from the model's distribution.</summary>
    public sealed record SamplingOptions
    {
        /// <summary>Temperature 0.8, min-p 0.05, a new seed for every reply.</summary>
        public static SamplingOptions Default { get; } = new SamplingOptions();

        /// <summary>Always the most likely token.</summary>
        public static SamplingOptions Greedy { get; } = new SamplingOptions { Temperature = 0f };

        /// <summary>Divides the logits; 0 takes the most likely token always.</summary>
        /// <value>Default 0.8.</value>
        public float Temperature { get; init; } = 0.8f;

        /// <summary>Drops tokens less likely than this share of the most likely one, 0 to 1; 0 drops none.</summary>
        /// <value>Default 0.05.</value>
        public float MinP { get; init; } = 0.05f;

        /// <summary>Seed of the random choice; null draws a new one for every reply.</summary>
        public uint? Seed { get; init; }
    }
}
