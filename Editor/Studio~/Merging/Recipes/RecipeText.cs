using System.Text;

namespace Ojousama.Studio.Merging.Recipes;

/// <summary>Writes recipes.</summary>
internal static class RecipeText
{
    /// <summary>As YAML that can be read again.</summary>
    /// <param name="recipe">What is written.</param>
    /// <param name="folder">Where the recipe will lie, so that files are named as seen from there; null to name them without folders.</param>
    public static string Of(MergeRecipe recipe, string? folder = null)
    {
        string Name(ModelReference model) => Quoted(model, folder);
        var text = new StringBuilder($"merge_method: {recipe.Method}\n");
        if (recipe.Base != null)
            text.Append($"base_model: {Name(recipe.Base)}\n");
        bool isWhole = recipe.Slices is [{ } only] && only.Sources.All(source => source.Layers == null);
        if (recipe.IsOfAdapters)
            AddSources(text.Append("adapters:\n"), "", "adapter", recipe.Adapters, Name);
        else if (isWhole)
            AddSources(text.Append("models:\n"), "", "model", recipe.Slices[0].Sources, Name);
        else
        {
            text.Append("slices:\n");
            foreach (RecipeSlice slice in recipe.Slices)
            {
                AddSources(text.Append("  - sources:\n"), "    ", "model", slice.Sources, Name);
                AddParameters(text, "    ", slice.Parameters);
            }
        }

        AddParameters(text, "", recipe.Parameters);
        if (recipe.Type != null)
            text.Append($"dtype: {recipe.Type}\n");
        return text.ToString();
    }

    static void AddSources(StringBuilder text, string indent, string kind, IReadOnlyList<RecipeSource> sources, Func<ModelReference, string> name)
    {
        foreach (RecipeSource source in sources)
        {
            text.Append($"{indent}  - {kind}: {name(source.Model)}\n");
            if (source.Layers is { } layers)
                text.Append($"{indent}    layer_range: [{layers.First}, {layers.End}]\n");
            AddParameters(text, indent + "    ", source.Parameters);
        }
    }

    static void AddParameters(StringBuilder text, string indent, IReadOnlyDictionary<string, ParameterSetting> parameters)
    {
        if (parameters.Count == 0)
            return;
        text.Append($"{indent}parameters:\n");
        foreach (var (name, setting) in parameters)
            text.Append($"{indent}  {name}: {setting.Text}\n");
    }

    static string Quoted(ModelReference model, string? folder)
    {
        string At(string path) => folder == null ? Path.GetFileName(path) : Path.GetRelativePath(folder, path).Replace('\\', '/');
        string text = model.Adapter == null ? At(model.Model) : $"{At(model.Model)}+{At(model.Adapter)}";
        return $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
