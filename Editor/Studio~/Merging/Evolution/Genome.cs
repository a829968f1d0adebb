using Ojousama.Studio.Merging.Models;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>The numbers of a recipe that a search may change: each for every kind of tensor and for points along the layers.</summary>
/// <remarks>Genes go from 0 to 1 within their parameter's bounds, so that one step size serves them all. Immutable.</remarks>
internal sealed class Genome
{
    // What can be searched, and how far. Others, like ranks and switches, stay as the recipe has them.
    static readonly Dictionary<string, (double Least, double Most)> s_bounds = new()
    {
        ["weight"] = (0, 1.5), ["density"] = (0.05, 1), ["t"] = (0, 1), ["lambda"] = (0, 2), ["scale"] = (0, 2), ["select_topk"] = (0.05, 1),
    };

    static readonly string[] s_parts = ["attn_q.weight", "ffn_up.weight", "attn_norm.weight", "token_embd.weight"];

    readonly MergeRecipe _recipe;
    readonly IReadOnlyList<string> _kinds;
    readonly int _points;
    readonly List<Slot> _slots = [];

    /// <param name="recipe">Whose numbers are the start.</param>
    /// <param name="kinds">Filters, each with numbers of its own, e.g. self_attn and mlp; what none matches stays as it is.</param>
    /// <param name="points">Along the layers.</param>
    /// <exception cref="OjousamaException">The recipe has no such number.</exception>
    public Genome(MergeRecipe recipe, IReadOnlyList<string> kinds, int points)
    {
        (_recipe, _kinds, _points) = (recipe, kinds, points);
        AddSlots(-1, recipe.Parameters);
        for (int i = 0; i < Sources.Count; i++)
            AddSlots(i, Sources[i].Parameters);
        if (_slots.Count == 0)
            throw new OjousamaException($"{recipe.Path} gives none of the numbers that can be searched", $"Write one of {string.Join(", ", s_bounds.Keys)} under parameters");
        Start = [.. _slots.SelectMany(StartOf)];
        Names = [.. _slots.SelectMany(NamesOf)];
    }

    /// <summary>The recipe's own numbers.</summary>
    public double[] Start { get; }

    /// <summary>What each gene decides.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Back to where a recipe can be.</summary>
    public static double[] Bounded(double[] genes) => Array.ConvertAll(genes, gene => Math.Clamp(gene, 0, 1));

    /// <summary>The recipe with other numbers.</summary>
    public MergeRecipe Express(double[] genes)
    {
        var settings = new Dictionary<(int Owner, string Name), ParameterSetting>();
        for (int i = 0; i < _slots.Count; i++)
        {
            Slot slot = _slots[i];
            var cases = _kinds.Select((kind, k) => ((string?)kind, (ParameterSetting)new GradientSetting(
                [.. Enumerable.Range(0, _points).Select(p => ValueOf(slot.Name, genes[(i * _kinds.Count + k) * _points + p]))])));
            settings[(slot.Owner, slot.Name)] = new FilteredSetting([.. cases, .. slot.Setting is FilteredSetting filtered ? filtered.Cases : [(null, slot.Setting)]]);
        }

        IReadOnlyDictionary<string, ParameterSetting> With(int owner, IReadOnlyDictionary<string, ParameterSetting> parameters) =>
            parameters.ToDictionary(pair => pair.Key, pair => settings.GetValueOrDefault((owner, pair.Key), pair.Value));
        RecipeSource[] sources = [.. Sources.Select((source, i) => source with { Parameters = With(i, source.Parameters) })];
        int taken = 0;
        return _recipe with
        {
            Parameters = With(-1, _recipe.Parameters),
            Adapters = _recipe.IsOfAdapters ? sources : [],
            Slices = _recipe.IsOfAdapters ? [] : [.. _recipe.Slices.Select(slice => slice with { Sources = [.. slice.Sources.Select(_ => sources[taken++])] })],
        };
    }

    IReadOnlyList<RecipeSource> Sources => _recipe.IsOfAdapters ? _recipe.Adapters : [.. _recipe.Slices.SelectMany(slice => slice.Sources)];

    void AddSlots(int owner, IReadOnlyDictionary<string, ParameterSetting> parameters) =>
        _slots.AddRange(parameters.Where(pair => s_bounds.ContainsKey(pair.Key)).Select(pair => new Slot(owner, pair.Key, pair.Value)));

    IEnumerable<double> StartOf(Slot slot) =>
        from kind in _kinds
        let like = s_parts.Select(part => new TensorName(0, part).Aliases).FirstOrDefault(names => names.Any(name => name.Contains(kind, StringComparison.Ordinal))) ?? [kind]
        from point in Enumerable.Range(0, _points)
        select GeneOf(slot.Name, slot.Setting.At(like, _points > 1 ? point / (double)(_points - 1) : 0) ?? 1);

    IEnumerable<string> NamesOf(Slot slot) =>
        from kind in _kinds
        from point in Enumerable.Range(0, _points)
        select $"{(slot.Owner < 0 ? "" : Path.GetFileNameWithoutExtension(Sources[slot.Owner].Model.Adapter ?? Sources[slot.Owner].Model.Model) + " ")}{slot.Name}, {kind}{(_points > 1 ? $" {point + 1}/{_points}" : "")}";

    static double ValueOf(string name, double gene) => s_bounds[name].Least + Math.Clamp(gene, 0, 1) * (s_bounds[name].Most - s_bounds[name].Least);

    static double GeneOf(string name, double value) => Math.Clamp((value - s_bounds[name].Least) / (s_bounds[name].Most - s_bounds[name].Least), 0, 1);

    /// <param name="Owner">The source, or −1 for all.</param>
    /// <param name="Name">Of the parameter.</param>
    /// <param name="Setting">The recipe's.</param>
    sealed record Slot(int Owner, string Name, ParameterSetting Setting);
}
