using Ojousama.Gguf;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging.Models;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Merging.Tensors;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Merging.Adapters;

/// <summary>Makes one adapter of several by a recipe.</summary>
internal sealed class AdapterMerger
{
    const string BaseKey = "ojousama.base.sha256";

    static readonly Dictionary<string, double?> s_usual = new() { ["weight"] = null, ["density"] = null, ["svd_rank"] = 0, ["majority_sign_method"] = 0 };

    readonly MergeRecipe _recipe;
    readonly GgufFile _model;
    readonly AdapterPairs[] _adapters;
    readonly bool _inFull;

    /// <param name="recipe">Of adapters.</param>
    /// <param name="type">F16 or F32; null for what the recipe says, or else F16.</param>
    /// <exception cref="OjousamaException">The method or type is unknown, an adapter does not fit the base, or they were trained on unlike ones.</exception>
    public AdapterMerger(MergeRecipe recipe, string? type = null)
    {
        _recipe = recipe;
        if (!AdapterMethods.Names.Contains(recipe.Method))
            throw ModelMerger.Unknown(recipe, AdapterMethods.Names);
        string written = type ?? recipe.Type ?? "F16";
        _inFull = Quantizer.Parse(written) switch
        {
            GgmlType.F16 => false,
            GgmlType.F32 => true,
            _ => throw new OjousamaException($"{recipe.Path}: an adapter is not written as '{written}'", "Take F16 or F32"),
        };
        if (recipe.Base == null)
            throw new OjousamaException($"{recipe.Path}: adapters need a base_model to be checked against", "Name the model that they were trained on");
        _model = GgufFile.Read(recipe.Base.Model);
        _adapters = [.. recipe.Adapters.Select(adapter => new AdapterPairs(adapter.Model.Model, _model))];
        string[] bases = [.. _adapters.Select(adapter => adapter.File.Text(BaseKey)).Where(hash => hash.Length > 0).Distinct()];
        if (bases.Length > 1)
            throw new OjousamaException($"{recipe.Path}: the adapters were trained on unlike base models", "Join adapters of one base, or bake them and merge the models");
        Base = bases.SingleOrDefault();
    }

    public static IEnumerable<string> ParameterNames => s_usual.Keys;

    public int Seed { get; init; }

    public int Threads { get; init; } = 1;

    string? Base { get; }

    /// <summary>Joins.</summary>
    /// <param name="path">Of the new adapter.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="OjousamaException">A parameter is missing, or the file cannot be written.</exception>
    public void Write(string path, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        string[] names = [.. _adapters.SelectMany(adapter => adapter.Pairs.Keys).Distinct()];
        int layers = names.Max(name => TensorName.Parse(name).Layer ?? 0) + 1, done = 0;
        var joined = new LowRankPair[names.Length];
        WeightedPairs[] inputs = [.. names.Select(name => InputOf(name, layers))];
        Workers.For(names.Length, Threads, i =>
        {
            joined[i] = AdapterMethods.Join(_recipe.Method, inputs[i]);
            progress?.Report(Interlocked.Increment(ref done) / (float)names.Length);
        }, cancellationToken);

        var metadata = new Dictionary<string, string> { [ModelMerger.RecipeKey] = RecipeText.Of(_recipe) };
        if (Base != null)
            metadata[BaseKey] = Base;
        PairsWriter.Write(path, _model, names.Zip(joined).ToDictionary(pair => pair.First, pair => pair.Second), metadata, _inFull);
    }

    WeightedPairs InputOf(string name, int layers)
    {
        TensorName tensor = TensorName.Parse(name);
        double depth = layers > 1 ? (tensor.Layer ?? 0) / (double)(layers - 1) : 1;
        double Parameter(string parameter, IReadOnlyDictionary<string, ParameterSetting> own) =>
            Settings.Find(parameter, tensor.Aliases, depth, own, _recipe.Parameters) ?? s_usual[parameter] ?? (parameter == "density" && !NeedsDensity ? 1 : throw new OjousamaException(
                $"{_recipe.Path}: {_recipe.Method} needs the parameter '{parameter}', and nothing says it for '{name}'", $"Write '{parameter}:' under parameters"));

        int[] having = [.. Enumerable.Range(0, _adapters.Length).Where(i => _adapters[i].Pairs.ContainsKey(name))];
        return new WeightedPairs(
            name, [.. having.Select(i => _adapters[i].Pairs[name])], [.. having.Select(i => Parameter("weight", _recipe.Adapters[i].Parameters))],
            s_usual.Keys.Where(key => key != "weight").ToDictionary(key => key, key => Parameter(key, Settings.None)), Seed);
    }

    bool NeedsDensity => _recipe.Method is not ("cat" or "svd" or "linear");
}
