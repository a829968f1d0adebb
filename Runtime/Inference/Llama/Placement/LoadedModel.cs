using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Placement
{
    /// <summary>A model that runs, and the places where it was tried.</summary>
    /// <remarks>Whoever takes it over disposes the context and then returns the model, as <see cref="Dispose"/> does.</remarks>
    internal sealed class LoadedModel : IDisposable
    {
        /// <param name="model">Rented.</param>
        /// <param name="context">On that model.</param>
        /// <param name="placement">Where both are.</param>
        /// <param name="attempts">What was tried, in order; the last is where it runs.</param>
        /// <param name="summary">All of that in one line.</param>
        public LoadedModel(LlamaModel model, LlamaContext context, LayerPlacement placement, IReadOnlyList<PlacementAttempt> attempts, string summary)
        {
            Model = model;
            Context = context;
            Placement = placement;
            Attempts = attempts;
            Summary = summary;
        }

        public LlamaModel Model { get; }

        public LlamaContext Context { get; }

        public LayerPlacement Placement { get; }

        public IReadOnlyList<PlacementAttempt> Attempts { get; }

        public string Summary { get; }

        public void Dispose()
        {
            Context.Dispose();
            Model.Return();
        }
    }
}
