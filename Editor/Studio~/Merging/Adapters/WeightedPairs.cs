using System.Numerics.Tensors;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Adapters;

/// <summary>The adapters' pairs on one matrix, with the weights that they have there.</summary>
/// <param name="Name">Of the matrix.</param>
/// <param name="Pairs">Of the adapters that have one; at least one.</param>
/// <param name="Weights">As many.</param>
/// <param name="Parameters">Of the method, by name.</param>
/// <param name="Seed">Of what is dropped by chance.</param>
internal sealed record WeightedPairs(string Name, IReadOnlyList<LowRankPair> Pairs, double[] Weights, IReadOnlyDictionary<string, double> Parameters, int Seed)
{
    /// <summary>Each weight with the adapter's own scale.</summary>
    public double[] Scales => [.. Weights.Select((weight, i) => weight * Pairs[i].Scale)];
}
