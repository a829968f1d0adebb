using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Model;

/// <summary>The frozen weights of one layer; norms that an architecture does without are null.</summary>
internal sealed unsafe class Layer
{
    public required Weight Query { get; init; }
    public required Weight Key { get; init; }
    public required Weight Value { get; init; }
    public required Weight Output { get; init; }
    public required Weight Gate { get; init; }
    public required Weight Up { get; init; }
    public required Weight Down { get; init; }

    public GgmlTensor* AttentionNorm { get; init; }
    public GgmlTensor* QueryNorm { get; init; }
    public GgmlTensor* KeyNorm { get; init; }
    public GgmlTensor* AttentionOutputNorm { get; init; }
    public GgmlTensor* FeedForwardNorm { get; init; }
    public GgmlTensor* FeedForwardOutputNorm { get; init; }

    /// <summary>The seven that an adapter is trained on.</summary>
    public IEnumerable<Weight> Projections => [Query, Key, Value, Output, Gate, Up, Down];
}
