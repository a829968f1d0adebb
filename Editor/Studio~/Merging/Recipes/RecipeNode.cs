using System.Globalization;
using Ojousama.UnityYaml;
using YamlDotNet.RepresentationModel;

namespace Ojousama.Studio.Merging.Recipes;

/// <summary>A part of a recipe's YAML that knows where it stands, so that errors name file and line.</summary>
internal sealed class RecipeNode(string path, YamlNode node)
{
    public bool IsList => node is YamlSequenceNode;

    public bool IsMap => node is YamlMappingNode;

    /// <exception cref="OjousamaException">It is no list.</exception>
    public IReadOnlyList<RecipeNode> Items => node is YamlSequenceNode list ? [.. list.Select(item => new RecipeNode(path, item))] : throw Wrong("a list", "Begin each item with '- '");

    /// <exception cref="OjousamaException">It is no map, or holds a key twice.</exception>
    public IReadOnlyDictionary<string, RecipeNode> Fields => node is YamlMappingNode map
        ? map.ToDictionary(pair => new RecipeNode(path, pair.Key).Text, pair => new RecipeNode(path, pair.Value))
        : throw Wrong("names and values", "Write 'name: value'");

    /// <exception cref="OjousamaException">It is no single value.</exception>
    public string Text => node is YamlScalarNode { Value: { } text } ? text : throw Wrong("one value", "Write it behind the colon");

    /// <summary>A number, or a word that stands for 1 or 0; null for anything else.</summary>
    public double? Number => node is not YamlScalarNode { Value: { } text } ? null : text.ToLowerInvariant() switch
    {
        "true" or "frequency" => 1,
        "false" or "total" => 0,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null,
    };

    /// <summary>The fields, of which all must be among these.</summary>
    public IReadOnlyDictionary<string, RecipeNode> FieldsOf(params string[] known)
    {
        var fields = Fields;
        foreach (var (key, value) in fields)
        {
            if (!known.Contains(key))
                throw value.Error($"'{key}' has no meaning here", NearestName.Of(key, known) is { } near ? $"Write '{near}', or take it out" : $"Take it out; known are {string.Join(", ", known)}");
        }

        return fields;
    }

    public OjousamaException Error(string problem, string remedy) => new($"{path}, line {node.Start.Line}: {problem}", remedy);

    OjousamaException Wrong(string wanted, string remedy) => Error($"here should be {wanted}", remedy);
}
