namespace Ojousama.Studio.Merging.Methods;

/// <summary>Drops a share of a model's differences to the base: sets them to zero.</summary>
/// <param name="block">Where they stand.</param>
/// <param name="model">Whose.</param>
internal delegate void Drop(Block block, int model);

/// <summary>Ways to choose what is dropped. A density of 1 or more keeps everything.</summary>
internal static class Sparsity
{
    public static readonly MethodParameter Density = new("density", 1, IsOfModel: true);
    public static readonly MethodParameter Gamma = new("gamma", 0.01, IsOfModel: true);
    public static readonly MethodParameter Epsilon = new("epsilon", 0.15, IsOfModel: true);

    /// <summary>Keeps the largest.</summary>
    /// <remarks>TIES: Yadav et al., arXiv:2306.01708.</remarks>
    public static Drop Smallest(MergeInput input)
    {
        uint[] least = new uint[input.Models];
        for (int i = 0; i < least.Length; i++)
            least[i] = DensityOf(input, i) < 1 ? Threshold(input, i, (long)(DensityOf(input, i) * input.Values))[0] : 0;
        return (block, model) =>
        {
            foreach (ref float value in block[model])
                value = TopValues.Bits(value) < least[model] ? 0 : value;
        };
    }

    /// <summary>Drops gamma of the largest, then the smallest until density is left.</summary>
    /// <remarks>Model Breadcrumbs: Davari and Belilovsky, arXiv:2312.06795.</remarks>
    public static Drop Outliers(MergeInput input)
    {
        var bounds = new (uint Least, uint Beyond)[input.Models];
        for (int i = 0; i < bounds.Length; i++)
        {
            if (DensityOf(input, i) >= 1)
            {
                bounds[i] = (0, uint.MaxValue);
                continue;
            }

            long kept = (long)(DensityOf(input, i) * input.Values), largest = Math.Min((long)(input[i, "gamma"] * input.Values), input.Values - kept);
            uint[] found = Threshold(input, i, kept + largest, largest);
            bounds[i] = (found[0], found[1]);
        }

        return (block, model) =>
        {
            var (least, beyond) = bounds[model];
            foreach (ref float value in block[model])
                value = TopValues.Bits(value) is uint bits && (bits < least || bits >= beyond) ? 0 : value;
        };
    }

    /// <summary>Drops any with the same chance.</summary>
    /// <remarks>DARE: Yu et al., arXiv:2311.03099.</remarks>
    public static Drop ByChance(MergeInput input)
    {
        Chance[] chances = ChancesOf(input);
        return (block, model) =>
        {
            double density = DensityOf(input, model);
            if (density >= 1)
                return;
            Span<float> values = block[model];
            for (int i = 0; i < values.Length; i++)
                values[i] = chances[model].At(block.FirstValue + i) < density ? values[i] : 0;
        };
    }

    /// <summary>Keeps each with a chance from density − epsilon to density + epsilon, by its rank within the row.</summary>
    /// <remarks>DELLA: Deep, Bhardwaj and Poria, arXiv:2406.11617.</remarks>
    public static Drop ByRank(MergeInput input)
    {
        Chance[] chances = ChancesOf(input);
        for (int i = 0; i < input.Models; i++)
        {
            double density = DensityOf(input, i), epsilon = input[i, "epsilon"];
            if (density < 1 && !(density - epsilon > 0 && density + epsilon < 1))
                throw new OjousamaException($"density {density} less and plus epsilon {epsilon} must lie between 0 and 1, for '{input.Name}' too", "Give a smaller epsilon, or a density of 1");
        }

        return (block, model) =>
        {
            double density = DensityOf(input, model), epsilon = input[model, "epsilon"];
            if (density >= 1)
                return;
            uint[] sizes = new uint[block.Width];
            int[] order = new int[block.Width];
            double step = 2 * epsilon / Math.Max(1, block.Width - 1);
            for (int row = 0; row < block.Rows; row++)
            {
                Span<float> values = block.Row(model, row);
                for (int i = 0; i < values.Length; i++)
                    (sizes[i], order[i]) = (TopValues.Bits(values[i]), i);
                Array.Sort(sizes, order);
                long first = block.FirstValue + (long)row * block.Width;
                for (int rank = 0; rank < order.Length; rank++)
                {
                    if (chances[model].At(first + order[rank]) >= density - epsilon + rank * step)
                        values[order[rank]] = 0;
                }
            }
        };
    }

    static double DensityOf(MergeInput input, int model) => input[model, "density"] is double density and >= 0
        ? density
        : throw new OjousamaException($"The density for '{input.Name}' is {input[model, "density"]}", "Give a number from 0 to 1");

    static uint[] Threshold(MergeInput input, int model, params long[] ranks) => TopValues.Thresholds(input, ranks, block => block[model]);

    static Chance[] ChancesOf(MergeInput input) => [.. Enumerable.Range(0, input.Models).Select(i => new Chance(input.Seed, input.Name, i))];
}
