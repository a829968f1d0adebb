using Ojousama.Studio.Files;
using Ojousama.UnityYaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ojousama.Studio.Merging.Recipes;

/// <summary>Reads recipes.</summary>
internal static class RecipeReader
{
    // Of mergekit's; what is here said of the whole file is read in Document.
    static readonly string[] s_known = ["merge_method", "base_model", "models", "slices", "adapters", "parameters", "dtype", "out_dtype", "tokenizer_source", "chat_template", "name"];

    /// <param name="path">Of the YAML. Files named in it may lie beside it.</param>
    /// <param name="parameters">Names that some method knows.</param>
    /// <exception cref="OjousamaException">The file is missing, no YAML, or says what a recipe cannot.</exception>
    public static MergeRecipe Read(string path, IReadOnlyCollection<string> parameters)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = new StringReader(SourceFile.Open(path).Text);
            yaml.Load(text);
        }
        catch (YamlException e)
        {
            throw new OjousamaException($"{path}, line {e.Start.Line}: the YAML cannot be read ({(e.InnerException?.Message ?? e.Message).TrimEnd('.')})", "Mend indents, colons and brackets there", e);
        }

        return yaml.Documents.Count == 1
            ? new Document(path, parameters).Read(new RecipeNode(path, yaml.Documents[0].RootNode))
            : throw new OjousamaException($"{path} holds {yaml.Documents.Count} documents, but a recipe is one", "Write one recipe a file");
    }

    sealed class Document(string path, IReadOnlyCollection<string> parameters)
    {
        public MergeRecipe Read(RecipeNode root)
        {
            var fields = root.FieldsOf(s_known);
            if (!fields.TryGetValue("merge_method", out RecipeNode? method))
                throw root.Error("the recipe names no method", "Write 'merge_method: linear', or another");
            string[] kinds = [.. new[] { "models", "slices", "adapters" }.Where(fields.ContainsKey)];
            if (kinds.Length != 1)
                throw root.Error(kinds.Length == 0 ? "the recipe names nothing to merge" : $"the recipe has {string.Join(" and ", kinds)}", "Write one of models, slices and adapters");
            if (fields[kinds[0]].Items.Count == 0)
                throw fields[kinds[0]].Error($"{kinds[0]} is an empty list", "Name at least one file in it");
            foreach (string name in (string[])["tokenizer_source", "chat_template"])
            {
                if (fields.TryGetValue(name, out RecipeNode? other) && other.Text is not ("base" or "auto"))
                    throw other.Error($"{name} '{other.Text}' is not supported: the vocabulary is the base's", $"Take {name} out");
            }

            return new MergeRecipe
            {
                Path = path,
                Method = method.Text,
                Base = fields.TryGetValue("base_model", out RecipeNode? model) ? Model(model) : null,
                Slices = fields.TryGetValue("models", out RecipeNode? models) ? [new RecipeSlice([.. models.Items.Select(item => Source(item, "model"))], Settings.None)]
                    : fields.TryGetValue("slices", out RecipeNode? slices) ? [.. slices.Items.Select(Slice)] : [],
                Adapters = fields.TryGetValue("adapters", out RecipeNode? adapters) ? [.. adapters.Items.Select(item => Source(item, "adapter"))] : [],
                Parameters = Parameters(fields),
                Type = (fields.GetValueOrDefault("out_dtype") ?? fields.GetValueOrDefault("dtype"))?.Text,
            };
        }

        RecipeSlice Slice(RecipeNode node)
        {
            var fields = node.FieldsOf("sources", "parameters");
            return fields.TryGetValue("sources", out RecipeNode? sources) && sources.Items.Count > 0
                ? new RecipeSlice([.. sources.Items.Select(item => Source(item, "model", "layer_range"))], Parameters(fields))
                : throw node.Error("the slice has no sources", "Name models and their layer_range under 'sources:'");
        }

        RecipeSource Source(RecipeNode node, params string[] names)
        {
            if (!node.IsMap)
                return new RecipeSource(Model(node), null, Settings.None);
            var fields = node.FieldsOf([.. names, "parameters"]);
            if (!fields.TryGetValue(names[0], out RecipeNode? model))
                throw node.Error($"the item names no {names[0]}", $"Write '{names[0]}: FILE.gguf'");
            (int, int)? layers = null;
            if (fields.TryGetValue("layer_range", out RecipeNode? range))
            {
                double?[] ends = range.IsList ? [.. range.Items.Select(item => item.Number)] : [];
                layers = ends is [{ } first, { } end] && first >= 0 && end > first && first == (int)first && end == (int)end
                    ? ((int)first, (int)end)
                    : throw range.Error("layer_range is no pair of layers", "Write the first layer and the one after the last, e.g. [0, 12]");
            }

            return new RecipeSource(Model(model), layers, Parameters(fields));
        }

        IReadOnlyDictionary<string, ParameterSetting> Parameters(IReadOnlyDictionary<string, RecipeNode> fields)
        {
            if (!fields.TryGetValue("parameters", out RecipeNode? node))
                return Settings.None;
            return node.FieldsOf([.. parameters]).ToDictionary(pair => pair.Key, pair => Setting(pair.Value));
        }

        static ParameterSetting Setting(RecipeNode node)
        {
            if (node.Number is { } number)
                return new ScalarSetting(number);
            if (node.IsMap)
                return new FilteredSetting([Case(node)]);
            if (!node.IsList || node.Items.Count == 0)
                throw node.Error("this is no number", "Write a number, a list of numbers along the layers, or a list of filter and value");
            return node.Items.All(item => item.Number != null)
                ? new GradientSetting([.. node.Items.Select(item => item.Number!.Value)])
                : new FilteredSetting([.. node.Items.Select(Case)]);
        }

        static (string?, ParameterSetting) Case(RecipeNode node)
        {
            var fields = node.FieldsOf("filter", "value");
            return fields.TryGetValue("value", out RecipeNode? value)
                ? (fields.GetValueOrDefault("filter")?.Text, Setting(value))
                : throw node.Error("the case has no value", "Write 'value: 0.5' beside its filter");
        }

        ModelReference Model(RecipeNode node)
        {
            string text = node.Text;
            if (Find(text) is { } whole)
                return new ModelReference(whole);
            int plus = text.LastIndexOf('+');
            if (plus > 0 && Find(text[..plus]) is { } model && Find(text[(plus + 1)..]) is { } adapter)
                return new ModelReference(model, adapter);
            throw node.Error($"there is no file '{text}', neither beside the recipe nor where models are kept", "Correct the name; a model with an adapter is MODEL.gguf+ADAPTER.gguf");
        }

        string? Find(string name)
        {
            string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
            if (File.Exists(beside))
                return beside;
            try
            {
                string found = PackagePaths.FindModel(name);
                return File.Exists(found) ? found : null;
            }
            catch (OjousamaException)
            {
                return null;
            }
        }
    }
}
