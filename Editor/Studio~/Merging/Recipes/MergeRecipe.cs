namespace Ojousama.Studio.Merging.Recipes;

/// <summary>What is merged, and how: mergekit's YAML, and its like for adapters. Immutable.</summary>
internal sealed record MergeRecipe
{
    /// <summary>Where it was read, for errors.</summary>
    public required string Path { get; init; }

    /// <summary><c>merge_method</c>.</summary>
    public required string Method { get; init; }

    /// <summary><c>base_model</c>.</summary>
    public ModelReference? Base { get; init; }

    /// <summary>Pieces of the new model, from its first layer to its last; one for <c>models</c>.</summary>
    public IReadOnlyList<RecipeSlice> Slices { get; init; } = [];

    /// <summary>Paths of adapters in the place of models, with their own parameters.</summary>
    public IReadOnlyList<RecipeSource> Adapters { get; init; } = [];

    public IReadOnlyDictionary<string, ParameterSetting> Parameters { get; init; } = Settings.None;

    /// <summary>The type of matrices, as written; null for that of the base.</summary>
    public string? Type { get; init; }

    public bool IsOfAdapters => Adapters.Count > 0;

    /// <summary>The model whose header and vocabulary the result takes.</summary>
    public ModelReference Form => Base ?? Slices[0].Sources[0].Model;

    /// <summary>All models that are named, each once.</summary>
    public IEnumerable<ModelReference> Models =>
        (Base == null ? [] : new[] { Base }).Concat(Slices.SelectMany(slice => slice.Sources).Select(source => source.Model)).Distinct();
}

/// <summary>Some layers of the new model.</summary>
/// <param name="Sources">Models whose layers are merged to these.</param>
/// <param name="Parameters">For all of them.</param>
internal sealed record RecipeSlice(IReadOnlyList<RecipeSource> Sources, IReadOnlyDictionary<string, ParameterSetting> Parameters);

/// <summary>A model or adapter that takes part.</summary>
/// <param name="Model">Which.</param>
/// <param name="Layers">From the first to before the second; null for all.</param>
/// <param name="Parameters">Its own.</param>
internal sealed record RecipeSource(ModelReference Model, (int First, int End)? Layers, IReadOnlyDictionary<string, ParameterSetting> Parameters);

/// <summary>A model file, with or without an adapter: mergekit's <c>model+lora</c>.</summary>
/// <param name="Model">Full path.</param>
/// <param name="Adapter">Full path, or null.</param>
internal sealed record ModelReference(string Model, string? Adapter = null)
{
    public override string ToString() => Adapter == null ? Model : $"{Model}+{Adapter}";
}

/// <summary>Parameters by name.</summary>
internal static class Settings
{
    public static IReadOnlyDictionary<string, ParameterSetting> None { get; } = new Dictionary<string, ParameterSetting>();

    /// <summary>The first that says something of the tensor counts.</summary>
    public static double? Find(string name, IReadOnlyList<string> tensor, double depth, params IReadOnlyDictionary<string, ParameterSetting>[] levels)
    {
        foreach (var level in levels)
        {
            if (level.TryGetValue(name, out ParameterSetting? setting) && setting.At(tensor, depth) is { } value)
                return value;
        }

        return null;
    }
}
