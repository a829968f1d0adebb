namespace Ojousama.Studio.Merging.Methods;

/// <summary>From the base (t = 0) to the other model (t = 1) along the arc between their directions.</summary>
/// <remarks>Shoemake 1985. All of a tensor is one vector; where two are almost in line, the arc is a line.</remarks>
internal sealed class Slerp : IMergeMethod
{
    const double InLine = 0.9995;

    public MethodTraits Traits { get; } = new("slerp", BaseUse.First, 1, 2, new MethodParameter("t", null));

    public BlockMerge Prepare(MergeInput input)
    {
        double t = input["t"];
        if (input.Models == 1)
            return Geometry.Combine(input, [1]);
        double[,] products = Geometry.Products(input);
        double cosine = Math.Clamp(products[0, 1] / Math.Sqrt(products[0, 0] * products[1, 1]), -1, 1);
        if (!(Math.Abs(cosine) <= InLine)) // or one of them is zero
            return Geometry.Combine(input, [1 - t, t]);
        double angle = Math.Acos(cosine);
        return Geometry.Combine(input, [Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle)]);
    }
}
