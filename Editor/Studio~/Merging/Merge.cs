using Ojousama.Studio.Merging.Adapters;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Models;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Merging;

/// <summary>Carries out recipes, of models and of adapters.</summary>
internal sealed class Merge
{
    /// <summary>Of matrices; null for what the recipe says.</summary>
    public string? Type { get; init; }

    public int Seed { get; init; }

    public int Threads { get; init; } = 1;

    /// <exception cref="OjousamaException">The file is missing, no YAML, or says what a recipe cannot.</exception>
    public static MergeRecipe Read(string path) =>
        RecipeReader.Read(path, [.. MergeMethods.All.SelectMany(m => m.Traits.Parameters).Select(p => p.Name).Concat(AdapterMerger.ParameterNames).Distinct()]);

    /// <summary>Writes what the recipe makes. A file that is there is replaced once the new one is whole and was found sound.</summary>
    /// <exception cref="OjousamaException">The recipe does not fit its files, or the result cannot be written.</exception>
    public void Write(MergeRecipe recipe, string path, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        foreach (string input in recipe.Models.Concat(recipe.Adapters.Select(a => a.Model)).SelectMany(m => new[] { m.Model, m.Adapter }).OfType<string>())
        {
            if (Path.GetFullPath(input) == Path.GetFullPath(path))
                throw new OjousamaException($"The result would take the place of {input}, which is merged", "Choose another name for it");
        }

        if (recipe.IsOfAdapters)
        {
            new AdapterMerger(recipe, Type) { Seed = Seed, Threads = Threads }.Write(path, progress, cancellationToken);
            return;
        }

        using var merger = new ModelMerger(recipe, Type) { Seed = Seed, Threads = Threads };
        merger.Write(path, progress, cancellationToken);
    }
}
