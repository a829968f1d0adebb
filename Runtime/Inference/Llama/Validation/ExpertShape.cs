namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>The experts of a layer.</summary>
    internal readonly struct ExpertShape
    {
        public ExpertShape(long count, long feedForward)
        {
            Count = count;
            FeedForward = feedForward;
        }

        public long Count { get; }

        /// <summary>Values within one of them.</summary>
        public long FeedForward { get; }
    }
}
