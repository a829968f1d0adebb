namespace Ojousama.Studio.Merging.Methods;

/// <summary>All that recipes can name. A new one is a class and a line here.</summary>
internal static class MergeMethods
{
    public static IReadOnlyList<IMergeMethod> All { get; } =
    [
        new Linear(),
        new Slerp(),
        new NuSlerp(),
        new Karcher(),
        new TaskArithmetic("task_arithmetic", null, electsSigns: false, normalizes: false, rescales: false),
        new TaskArithmetic("ties", Sparsity.Smallest, electsSigns: true, normalizes: true, rescales: false, Sparsity.Density),
        new TaskArithmetic("dare_linear", Sparsity.ByChance, electsSigns: false, normalizes: false, rescales: true, Sparsity.Density),
        new TaskArithmetic("dare_ties", Sparsity.ByChance, electsSigns: true, normalizes: false, rescales: true, Sparsity.Density),
        new TaskArithmetic("della_linear", Sparsity.ByRank, electsSigns: false, normalizes: false, rescales: true, Sparsity.Density, Sparsity.Epsilon),
        new TaskArithmetic("della", Sparsity.ByRank, electsSigns: true, normalizes: true, rescales: true, Sparsity.Density, Sparsity.Epsilon),
        new TaskArithmetic("breadcrumbs", Sparsity.Outliers, electsSigns: false, normalizes: false, rescales: false, Sparsity.Density, Sparsity.Gamma),
        new TaskArithmetic("breadcrumbs_ties", Sparsity.Outliers, electsSigns: true, normalizes: false, rescales: false, Sparsity.Density, Sparsity.Gamma),
        new ModelStock(),
        new Sce(),
        new Passthrough(),
    ];

    /// <summary>For what is no weight: the first model's, as it is.</summary>
    public static IMergeMethod Copy { get; } = new CopyFirst();

    public static IMergeMethod? Find(string name) => All.FirstOrDefault(method => method.Traits.Name == name);

    sealed class CopyFirst : IMergeMethod
    {
        public MethodTraits Traits { get; } = new("copy", BaseUse.None, 1, int.MaxValue);

        public BlockMerge Prepare(MergeInput input) => (block, merged) => block[0].CopyTo(merged);
    }
}
