namespace Ojousama.Studio.Merging.Methods;

/// <summary>The weighted mean Σwᵢ·Wᵢ ÷ Σwᵢ, or the sum without normalize.</summary>
/// <remarks>Wortsman et al., Model soups, arXiv:2203.05482.</remarks>
internal sealed class Linear : IMergeMethod
{
    public MethodTraits Traits { get; } = new("linear", BaseUse.None, 1, int.MaxValue, new("weight", null, IsOfModel: true), new("normalize", 1));

    public BlockMerge Prepare(MergeInput input)
    {
        double[] weights = input.Of("weight");
        if (input["normalize"] == 0)
            return Geometry.Combine(input, weights);
        double sum = weights.Sum();
        return sum != 0
            ? Geometry.Combine(input, Array.ConvertAll(weights, w => w / sum))
            : throw new OjousamaException($"The weights of '{input.Name}' add up to nothing, by which a mean cannot be divided", "Give other weights, or normalize: false");
    }
}
