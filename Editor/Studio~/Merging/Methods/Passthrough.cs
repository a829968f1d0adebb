namespace Ojousama.Studio.Merging.Methods;

/// <summary>One model as it is, or times scale: for stacks of layers.</summary>
internal sealed class Passthrough : IMergeMethod
{
    public MethodTraits Traits { get; } = new("passthrough", BaseUse.None, 1, 1, new MethodParameter("scale", 1, IsOfModel: true));

    public BlockMerge Prepare(MergeInput input) => Geometry.Combine(input, [input[0, "scale"]]);
}
