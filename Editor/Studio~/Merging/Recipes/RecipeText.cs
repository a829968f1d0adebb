using System.Text;

namespace Ojousama.Studio.Merging.Recipes;

/// <summary>Writes recipes.</summary>
internal static class RecipeText
{
    /// <summary>As YAML that can be read again. Files are named without their folders, as they lie beside a recipe.</summary>
    public static string Of(MergeRecipe recipe)
    {
        var text = new StringBuilder($"merge_method: {recipe.Method}\n");
        if (recipe.Base != null)
            text.Append($"base_model: {Name(recipe.Base)}\n");
        bool isWhole = recipe.Slices is [{ } only] && only.Sources.All(source => source.Layers == null);
        if (recipe.IsOfAdapters)
            AddSources(text.Append("adapters:\n"), "", "adapter", recipe.Adapters);
        else if (isWhole)
            AddSources(text.Append("models:\n"), "", "model", recipe.Slices[0].Sources);
        else
        {
            text.Append("slices:\n");
            foreach (RecipeSlice slice in recipe.Slices)
            {
                AddSources(text.Append("  - sources:\n"), "    ", "model", slice.Sources);
                AddParameters(text, "    ", slice.Parameters);
            }
        }

        AddParameters(text, "", recipe.Parameters);
        if (recipe.Type != null)
            text.Append($"dtype: {recipe.Type}\n");
        return text.ToString();
    }

    static void AddSources(StringBuilder text, string indent, string kind, IReadOnlyList<RecipeSource> sources)
    {
        foreach (RecipeSource source in sources)
        {
            text.Append($"{indent}  - {kind}: {Name(source.Model)}\n");
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

    static string Name(ModelReference model)
    {
        string text = model.Adapter == null ? Path.GetFileName(model.Model) : $"{Path.GetFileName(model.Model)}+{Path.GetFileName(model.Adapter)}";
        return $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }
}
