namespace Ojousama.Inference.Llama.Devices
{
    /// <summary>One place where the ladder wanted a model to run, and how that went. Immutable.</summary>
    internal sealed class Rung
    {
        /// <param name="name">The backend, or the device with its layers.</param>
        /// <param name="problem">Why the model does not run there; null for the place where it does.</param>
        /// <param name="estimate">Bytes of the device's memory that it was thought to take; 0 where nothing was to be loaded.</param>
        /// <param name="taken">Bytes that llama.cpp took.</param>
        public Rung(string name, string? problem, long estimate = 0, long taken = 0)
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
