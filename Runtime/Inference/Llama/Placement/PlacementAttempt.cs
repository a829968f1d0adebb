namespace Ojousama.Inference.Llama.Placement
{
    /// <summary>One place where a model was tried, and how that went. Immutable.</summary>
    internal sealed class PlacementAttempt
    {
        /// <param name="name">The backend, or the device with its layers.</param>
        /// <param name="problem">Why the model does not run there; null for the place where it does.</param>
        /// <param name="estimate">Bytes of the device's memory that it was thought to take; 0 where nothing was to be loaded.</param>
        /// <param name="taken">Bytes that llama.cpp took.</param>
        public PlacementAttempt(string name, string? problem, long estimate = 0, long taken = 0)
        {
            Name = name;
            Problem = problem;
            Estimate = estimate;
            Taken = taken;
        }

        public string Name { get; }

        public string? Problem { get; }

        public long Estimate { get; }

        public long Taken { get; }
    }
}
