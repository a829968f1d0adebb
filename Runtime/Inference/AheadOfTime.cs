namespace Ojousama.Inference
{
    /// <summary>Marks replies that nobody waits for yet: they are generated while the model has nothing else to do.</summary>
    /// <remarks>Thread-safe. Several requests may share one mark.</remarks>
    public sealed class AheadOfTime
    {
        volatile bool _isAwaited;

        /// <summary>Whether somebody waits by now.</summary>
        public bool IsAwaited => _isAwaited;

        /// <summary>Somebody waits from now on: what is left to generate takes its turn like any other reply.</summary>
        public void BringForward() => _isAwaited = true;
    }
}
