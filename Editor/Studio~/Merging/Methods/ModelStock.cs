using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>The mean of at least two models, drawn back to the base the further they point apart: t = N·cosθ ÷ (1 + (N − 1)·cosθ).</summary>
/// <remarks>Jang, Yun and Han, Model Stock, arXiv:2403.19522; of more than two models the mean of all pairs' cosines counts, as in mergekit.</remarks>
internal sealed class ModelStock : IMergeMethod
{
    const double LeastProduct = 1e-6;

    public MethodTraits Traits { get; } = new("model_stock", BaseUse.Needed, 2, int.MaxValue, new MethodParameter("filter_wise", 0));

    public BlockMerge Prepare(MergeInput input)
    {
        int n = input.Models;
        if (input["filter_wise"] == 0)
        {
            double[,] products = Geometry.Products(input);
            return Geometry.Combine(input, [.. Enumerable.Repeat(Share(n, (i, j) => products[i, j]), n)]);
        }

        return (block, merged) =>
        {
            for (int row = 0; row < block.Rows; row++)
            {
                double share = Share(n, (i, j) => Geometry.Dot(block.Row(i, row), block.Row(j, row)));
                Span<float> to = merged.Slice(row * block.Width, block.Width);
                for (int i = 0; i < n; i++)
                    TensorPrimitives.MultiplyAdd(block.Row(i, row), (float)share, to, to);
            }
        };
    }

    /// <summary>What each model's difference is multiplied by: t ÷ N.</summary>
    static double Share(int n, Func<int, int, double> product)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
                sum += Math.Clamp(product(i, j) / Math.Max(LeastProduct, Math.Sqrt(product(i, i) * product(j, j))), -1, 1);
        }

        double cosine = sum / (n * (n - 1) / 2);
        return cosine / (1 + (n - 1) * cosine);
    }
}
