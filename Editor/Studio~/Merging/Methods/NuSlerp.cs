using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Slerp by weights (t = w₁ ÷ (w₀ + w₁)), of differences to a base if there is one; of whole tensors, of rows or of columns.</summary>
/// <remarks>mergekit's names: without nuslerp_flatten each output's weights are a vector, with nuslerp_row_wise each input's.</remarks>
internal sealed class NuSlerp : IMergeMethod
{
    const double LeastSine = 1e-8, LeastLength = 1e-7;

    public MethodTraits Traits { get; } = new(
        "nuslerp", BaseUse.Optional, 2, 2, new("weight", null, IsOfModel: true), new("nuslerp_flatten", 1), new("nuslerp_row_wise", 0));

    public BlockMerge Prepare(MergeInput input)
    {
        double sum = input[0, "weight"] + input[1, "weight"];
        double t = Math.Abs(sum) < 1e-6 ? 0.5 : input[1, "weight"] / sum;
        if (input["nuslerp_flatten"] != 0)
        {
            double[,] products = Geometry.Products(input);
            var (a, b) = Multiples(t, products[0, 0], products[1, 1], products[0, 1]);
            return Geometry.Combine(input, [a, b]);
        }

        return input["nuslerp_row_wise"] == 0 ? ByOutputs(input, t) : ByInputs(input, t);
    }

    static BlockMerge ByOutputs(MergeInput input, double t) => (block, merged) =>
    {
        for (int row = 0; row < block.Rows; row++)
        {
            Span<float> first = block.Row(0, row), second = block.Row(1, row);
            Lower(input, first, second);
            var (a, b) = Multiples(t, Geometry.Dot(first, first), Geometry.Dot(second, second), Geometry.Dot(first, second));
            Span<float> to = merged.Slice(row * block.Width, block.Width);
            TensorPrimitives.Multiply(first, (float)a, to);
            TensorPrimitives.MultiplyAdd(second, (float)b, to, to);
        }

        TensorPrimitives.Add(merged, input.Neutral, merged);
    };

    static BlockMerge ByInputs(MergeInput input, double t)
    {
        int width = input.Width;
        double[] sums = input.Sum(3 * width, (block, sum) =>
        {
            Lower(input, block[0], block[1]);
            for (int row = 0; row < block.Rows; row++)
            {
                ReadOnlySpan<float> first = block.Row(0, row), second = block.Row(1, row);
                for (int i = 0; i < width; i++)
                {
                    sum[i] += first[i] * first[i];
                    sum[width + i] += second[i] * second[i];
                    sum[2 * width + i] += first[i] * second[i];
                }
            }
        });
        float[] firsts = new float[width], seconds = new float[width];
        for (int i = 0; i < width; i++)
        {
            var (a, b) = Multiples(t, sums[i], sums[width + i], sums[2 * width + i]);
            (firsts[i], seconds[i]) = ((float)a, (float)b);
        }

        return (block, merged) =>
        {
            Lower(input, block[0], block[1]);
            for (int row = 0; row < block.Rows; row++)
            {
                Span<float> to = merged.Slice(row * width, width);
                TensorPrimitives.Multiply(block.Row(0, row), firsts, to);
                TensorPrimitives.MultiplyAdd(block.Row(1, row), seconds, to, to);
            }

            TensorPrimitives.Add(merged, input.Neutral, merged);
        };
    }

    static void Lower(MergeInput input, Span<float> first, Span<float> second)
    {
        TensorPrimitives.Subtract(first, input.Neutral, first);
        TensorPrimitives.Subtract(second, input.Neutral, second);
    }

    static (double First, double Second) Multiples(double t, double firstSquare, double secondSquare, double product)
    {
        double cosine = product / (Math.Max(Math.Sqrt(firstSquare), LeastLength) * Math.Max(Math.Sqrt(secondSquare), LeastLength));
        double angle = Math.Acos(Math.Clamp(cosine, -1, 1)), sine = Math.Sin(angle);
        return Math.Abs(sine) < LeastSine ? (1 - t, t) : (Math.Sin((1 - t) * angle) / sine, Math.Sin(t * angle) / sine);
    }
}
