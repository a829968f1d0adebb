using System.Numerics.Tensors;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Select the values in which models differ most, calculate weights from what is left of each, erase the minority of signs.</summary>
/// <remarks>Wan et al., FuseChat, arXiv:2408.07990; weights are of a whole tensor, as in mergekit.</remarks>
internal sealed class Sce : IMergeMethod
{
    public MethodTraits Traits { get; } = new("sce", BaseUse.Needed, 0, int.MaxValue, new("select_topk", 1), new("int8_mask", 0));

    public BlockMerge Prepare(MergeInput input)
    {
        int n = input.Models;
        if (n == 0)
            return (_, _) => { };
        uint least = Threshold(input, input["select_topk"]);
        double[] squares = input.Sum(n, (block, sum) =>
        {
            Select(block, n, least);
            for (int i = 0; i < n; i++)
                sum[i] += Geometry.Dot(block[i], block[i]);
        });
        double all = squares.Sum();
        float[] weights = [.. squares.Select(s => all / input.Values < 1e-6 ? 1f / n : (float)(s / all))];
        return (block, merged) =>
        {
            Select(block, n, least);
            for (int at = 0; at < merged.Length; at++)
            {
                float sign = 0, sum = 0, counted = 0;
                for (int i = 0; i < n; i++)
                    sign += block[i][at];
                for (int i = 0; i < n; i++)
                {
                    float value = block[i][at];
                    if (sign >= 0 ? value <= 0 : value >= 0)
                        continue;
                    sum += weights[i] * value;
                    counted += weights[i];
                }

                merged[at] = sum / Math.Max(counted, 1e-6f);
            }
        };
    }

    /// <summary>The variance below which a value is not selected: of those that vary at all, the given share is.</summary>
    static uint Threshold(MergeInput input, double share)
    {
        if (share >= 1)
            return 0;
        double varying = input.Sum(1, (block, sum) =>
        {
            foreach (float variance in Variances(block, input.Models))
                sum[0] += variance != 0 ? 1 : 0;
        })[0];
        return TopValues.Thresholds(input, [(long)(varying * Math.Max(0, share))], block => Variances(block, input.Models))[0];
    }

    static void Select(Block block, int models, uint least)
    {
        if (least == 0)
            return;
        float[] variances = Variances(block, models);
        for (int i = 0; i < models; i++)
        {
            Span<float> values = block[i];
            for (int at = 0; at < values.Length; at++)
                values[at] = TopValues.Bits(variances[at]) < least ? 0 : values[at];
        }
    }

    static float[] Variances(Block block, int models)
    {
        float[] means = new float[block.Length], variances = new float[block.Length], differences = new float[block.Length];
        for (int i = 0; i < models; i++)
            TensorPrimitives.MultiplyAdd(block[i], 1f / models, means, means);
        for (int i = 0; i < models; i++)
        {
            TensorPrimitives.Subtract(block[i], means, differences);
            TensorPrimitives.MultiplyAdd(differences, differences, variances, variances);
        }

        TensorPrimitives.Divide(variances, models, variances);
        return variances;
    }
}
