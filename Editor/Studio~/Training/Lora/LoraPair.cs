namespace Ojousama.Studio.Training.Lora;

/// <summary>The trained low-rank pair on one weight: what it adds is scale · B · A · x.</summary>
/// <remarks>The rank is padded to a multiple of 8 with rows of zeros. Their gradients are zero, so they stay zero.</remarks>
internal sealed unsafe class LoraPair(string weight, Parameter a, Parameter b)
{
    /// <summary>The name of the weight it stands on.</summary>
    public string Weight => weight;

    /// <summary>[in, padded rank].</summary>
    public Parameter A => a;

    /// <summary>[out, padded rank]: B transposed, since the kernels read it by rank.</summary>
    public Parameter B => b;

    public long PaddedRank => a.Tensor->Shape[1];
}
