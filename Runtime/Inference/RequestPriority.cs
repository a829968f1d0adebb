namespace Ojousama.Inference
{
    /// <summary>Marks replies that nobody waits for yet: they are generated in the background, while the model has nothing else to do.</summary>
    /// <remarks>Thread-safe. Several requests may share one.</remarks>
    public sealed class RequestPriority
    {
        volatile bool _isRaised;

        /// <summary>Whether nobody waits yet.</summary>
        public bool IsBackground => !_isRaised;

        /// <summary>Somebody waits from now on: what is left to generate takes its turn like any other reply.</summary>
        public void Raise() => _isRaised = true;
    }
}
