using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Model;

/// <summary>A frozen matrix of the base model, and its transpose for the backward pass.</summary>
internal sealed unsafe class Weight(string name, int inputs, int outputs)
{
    /// <summary>As in the file, e.g. <c>blk.0.attn_q.weight</c>.</summary>
    public string Name => name;

    public int Inputs => inputs;

    public int Outputs => outputs;

    /// <summary>[in, out] in the file's own type: the very product that play computes.</summary>
    public GgmlTensor* Tensor { get; init; }

    /// <summary>[out, in]; out is padded with zeros to a multiple of 32. Null where no gradient passes.</summary>
    public GgmlTensor* Transposed { get; set; }

    /// <summary>[out], or null.</summary>
    public GgmlTensor* Bias { get; init; }
}
