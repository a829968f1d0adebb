namespace Ojousama.Studio.Merging.Methods;

/// <summary>A way to make one tensor of several.</summary>
internal interface IMergeMethod
{
    MethodTraits Traits { get; }

    /// <summary>Looks at whole tensors for what a block alone does not tell: lengths, angles, thresholds.</summary>
    /// <returns>What merges any block. It is called from several threads.</returns>
    /// <exception cref="OjousamaException">A parameter is out of its range.</exception>
    BlockMerge Prepare(MergeInput input);
}

/// <summary>Merges a block.</summary>
/// <param name="block">Belongs to the caller; its values may be changed.</param>
/// <param name="merged">As many values. With a base what is to be added to it; filled with zeros before.</param>
internal delegate void BlockMerge(Block block, Span<float> merged);

/// <summary>What a method is called and what it wants to know, in mergekit's words.</summary>
/// <param name="Name">The recipe's <c>merge_method</c>.</param>
/// <param name="Base">What the recipe's <c>base_model</c> is to it.</param>
/// <param name="Least">The fewest models beside a base.</param>
/// <param name="Most">The most.</param>
/// <param name="Parameters">All that it knows.</param>
internal sealed record MethodTraits(string Name, BaseUse Base, int Least, int Most, params MethodParameter[] Parameters);

/// <summary>A number that a recipe may give. Yes and no are 1 and 0.</summary>
/// <param name="Name">In mergekit.</param>
/// <param name="Usual">Where the recipe gives none; null if it must.</param>
/// <param name="IsOfModel">Whether each model has its own.</param>
internal sealed record MethodParameter(string Name, double? Usual, bool IsOfModel = false);

internal enum BaseUse
{
    /// <summary>One model among the others, if it is listed.</summary>
    None,

    /// <summary>The first of the models.</summary>
    First,

    /// <summary>What differences are taken to, if it is named.</summary>
    Optional,

    /// <summary>What differences are taken to.</summary>
    Needed,
}
