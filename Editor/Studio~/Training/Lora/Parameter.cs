using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Lora;

/// <summary>One trained tensor, its gradient, and the optimiser's memory of it.</summary>
internal sealed unsafe class Parameter(string name, GgmlTensor* tensor)
{
    /// <summary>As in an adapter file, e.g. <c>blk.0.attn_q.weight.lora_a</c>.</summary>
    public string Name => name;

    public GgmlTensor* Tensor => tensor;

    public Span<float> Values => tensor->Span;

    /// <summary>Summed over the batches of a step.</summary>
    public float[] Gradient { get; } = new float[tensor->Count];

    /// <summary>Running mean of the gradient.</summary>
    public float[] FirstMoment { get; } = new float[tensor->Count];

    /// <summary>Running mean of the gradient's square.</summary>
    public float[] SecondMoment { get; } = new float[tensor->Count];

    /// <summary>Where the graph last built computes the gradient; belongs to that graph.</summary>
    public GgmlTensor* GradientNode { get; set; }

    /// <summary>Takes the gradient out of a graph that has been computed.</summary>
    public void Accumulate()
    {
        ReadOnlySpan<float> from = GradientNode->Span;
        for (int i = 0; i < from.Length; i++)
            Gradient[i] += from[i];
    }
}
