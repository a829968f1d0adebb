using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Lora;

/// <summary>One trained tensor, its gradient, and the optimiser's memory of it.</summary>
internal sealed unsafe class Parameter(string name, GgmlTensor* tensor)
{
    /// <summary>As in an adapter file, e.g. <c>blk.0.attn_q.weight.lora_a</c>.</summary>
    public string Name => name;

    /// <summary>Where graphs read it, as of the last <see cref="Upload"/>.</summary>
    public GgmlTensor* Tensor => tensor;

    public float[] Values { get; } = new float[tensor->Count];

    /// <summary>Summed over the batches of a step.</summary>
    public float[] Gradient { get; } = new float[tensor->Count];

    /// <summary>Running mean of the gradient.</summary>
    public float[] FirstMoment { get; } = new float[tensor->Count];

    /// <summary>Running mean of the gradient's square.</summary>
    public float[] SecondMoment { get; } = new float[tensor->Count];

    /// <summary>Where the graph last built computes the gradient; belongs to that graph.</summary>
    public GgmlTensor* GradientNode { get; set; }

    /// <summary>Gives the values to the graphs that are computed from now on.</summary>
    public void Upload(GgmlLibrary ggml) => ggml.Write<float>(tensor, Values);

    /// <summary>Takes the gradient out of a graph that has been computed.</summary>
    /// <param name="ggml">The library.</param>
    /// <param name="scale">What it is multiplied by.</param>
    public void Accumulate(GgmlLibrary ggml, float scale)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Gradient.Length);
        Span<float> from = rented.AsSpan(0, Gradient.Length);
        ggml.Read(GradientNode, from);
        var taken = MemoryMarshal.Cast<float, Vector<float>>(from); // whole, as adapters' tensors are multiples of 8 rows and 32 columns
        var sums = MemoryMarshal.Cast<float, Vector<float>>(Gradient.AsSpan());
        for (int i = 0; i < sums.Length; i++)
            sums[i] += scale * taken[i];
        ArrayPool<float>.Shared.Return(rented);
    }
}
