using Ojousama.Gguf;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Models;

/// <summary>What a recipe says of every tensor of the new model: where it comes from, and with which parameters.</summary>
/// <remarks>Semantics are mergekit's (its MergePlanner and ConfigReader); names are GGUF's.</remarks>
internal sealed class MergePlan
{
    // Their converters add 1 to norms, so that the runtime need not.
    static readonly string[] s_raisedNorms = ["gemma", "gemma2", "gemma3"];

    readonly MergeRecipe _recipe;
    readonly IMergeMethod _method;
    readonly ModelFiles _files;
    readonly List<MergedLayer> _layers = [];

    /// <exception cref="OjousamaException">Its ranges of layers do not fit each other or the models.</exception>
    public MergePlan(MergeRecipe recipe, IMergeMethod method, ModelFiles files)
    {
        (_recipe, _method, _files) = (recipe, method, files);
        foreach (RecipeSlice slice in recipe.Slices)
            AddLayers(slice);
    }

    /// <summary>Which layer each new one is like, of the model whose form the result takes.</summary>
    public int[] FormLayers => [.. _layers.Select(layer => layer.FormLayer)];

    /// <summary>All tensors of the new model.</summary>
    /// <param name="seed">Of what is dropped by chance.</param>
    /// <param name="threads">That read and compute.</param>
    /// <exception cref="OjousamaException">A model lacks a tensor or has it in another shape, or a parameter is missing.</exception>
    public IEnumerable<PlannedTensor> Tensors(int seed, int threads)
    {
        ILookup<int?, GgufTensor> byLayer = _files.Form.Tensors.Values.ToLookup(tensor => TensorName.Parse(tensor.Name).Layer);
        foreach (GgufTensor like in byLayer[null])
        {
            MergedLayer layer = TensorName.Parse(like.Name).IsLast ? _layers[^1] : _layers[0];
            yield return Plan(like.Name, like, layer with { Depth = 0 }, seed, threads);
        }

        for (int i = 0; i < _layers.Count; i++)
        {
            foreach (GgufTensor like in byLayer[_layers[i].FormLayer])
                yield return Plan(TensorName.Parse(like.Name).In(i).ToString(), like, _layers[i], seed, threads);
        }
    }

    void AddLayers(RecipeSlice slice)
    {
        RecipeSource[] sources = [.. slice.Sources];
        (int First, int End)[] ranges = [.. sources.Select(source => source.Layers ?? (0, _files.LayersOf(source.Model)))];
        int count = ranges[0].End - ranges[0].First;
        for (int i = 0; i < sources.Length; i++)
        {
            if (ranges[i].End - ranges[i].First != count)
                throw new OjousamaException($"{_recipe.Path}: a slice takes {count} layers of one model and {ranges[i].End - ranges[i].First} of another", "Give all its layer_ranges one length");
            if (ranges[i].End > _files.LayersOf(sources[i].Model))
                throw new OjousamaException($"{_recipe.Path}: layer_range ends at {ranges[i].End}, but {sources[i].Model} has {_files.LayersOf(sources[i].Model)} layers", "Correct the range");
        }

        int origin = Math.Max(0, Array.FindIndex(sources, source => source.Model == _recipe.Base));
        for (int layer = 0; layer < count; layer++)
            _layers.Add(new MergedLayer(slice, [.. ranges.Select(range => range.First + layer)], ranges[origin].First + layer, count > 1 ? layer / (double)(count - 1) : 1));
    }

    PlannedTensor Plan(string name, GgufTensor like, MergedLayer layer, int seed, int threads)
    {
        TensorName output = TensorName.Parse(name);
        if (output.IsComputed)
            return new PlannedTensor(name, like, MergeMethods.Copy, new MergeInput(name, [Tensor(_recipe.Form, layer.FormLayer)], null, new Dictionary<string, double>(), [], threads: threads));

        MethodTraits traits = _method.Traits;
        bool isRelative = traits.Base is BaseUse.Needed or BaseUse.Optional && _recipe.Base != null;
        List<Source> sources = SourcesOf(layer, isRelative);
        if (sources.Count < traits.Least || sources.Count > traits.Most)
            throw WrongNumber(sources.Count, isRelative);
        return new PlannedTensor(name, like, _method, new MergeInput(
            name,
            [.. sources.Select(source => Tensor(source.Model, source.Layer))],
            isRelative ? Tensor(_recipe.Base!, layer.FormLayer) : null,
            traits.Parameters.Where(p => !p.IsOfModel).ToDictionary(p => p.Name, p => Parameter(p, Settings.None)),
            [.. sources.Select(source => traits.Parameters.Where(p => p.IsOfModel).ToDictionary(p => p.Name, p => Parameter(p, source.Parameters)))],
            s_raisedNorms.Contains(_files.Form.Text("general.architecture")) && output.Part.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0,
            seed,
            threads));

        ITensorSource Tensor(ModelReference model, int sourceLayer)
        {
            TensorName source = output.Layer == null ? output : output.In(sourceLayer);
            ITensorSource tensor = _files.Tensor(model, source.ToString());
            return tensor.Shape.SequenceEqual(like.Shape) ? tensor : throw new OjousamaException(
                $"'{source}' is {string.Join(" × ", like.Shape)} in {_files.Form.Path}, but another shape in {model.Model}", "Merge models of one size");
        }

        double Parameter(MethodParameter parameter, IReadOnlyDictionary<string, ParameterSetting> own) =>
            Settings.Find(parameter.Name, output.Aliases, layer.Depth, own, layer.Slice.Parameters, _recipe.Parameters) ?? parameter.Usual
            ?? throw new OjousamaException($"{_recipe.Path}: {_recipe.Method} needs the parameter '{parameter.Name}', and nothing says it for '{name}'", $"Write '{parameter.Name}:' under parameters");
    }

    /// <summary>The models that are merged; a base that differences are taken to is none of them, and one to begin with comes first.</summary>
    List<Source> SourcesOf(MergedLayer layer, bool isRelative)
    {
        List<Source> all = [.. layer.Slice.Sources.Select((source, i) => new Source(source.Model, layer.SourceLayers[i], source.Parameters))];
        int origin = all.FindIndex(source => source.Model == _recipe.Base);
        if (isRelative)
            all.RemoveAll(source => source.Model == _recipe.Base);
        if (_method.Traits.Base != BaseUse.First)
            return all;
        Source first = origin >= 0 ? all[origin] : new Source(_recipe.Base!, layer.FormLayer, Settings.None);
        if (origin >= 0)
            all.RemoveAt(origin);
        all.Insert(0, first);
        return all;
    }

    OjousamaException WrongNumber(int count, bool isRelative)
    {
        MethodTraits traits = _method.Traits;
        string wanted = traits.Least == traits.Most ? $"{traits.Least}" : traits.Most == int.MaxValue ? $"at least {traits.Least}" : $"{traits.Least} to {traits.Most}";
        return new OjousamaException($"{_recipe.Path}: {_recipe.Method} merges {wanted} models{(isRelative ? " beside the base" : "")}, not {count}", "Correct the list of models");
    }

    /// <param name="Slice">It belongs to.</param>
    /// <param name="SourceLayers">The layer of each source.</param>
    /// <param name="FormLayer">The layer of the model whose form the result takes.</param>
    /// <param name="Depth">From 0 at the slice's begin to 1 at its end.</param>
    sealed record MergedLayer(RecipeSlice Slice, int[] SourceLayers, int FormLayer, double Depth);

    sealed record Source(ModelReference Model, int Layer, IReadOnlyDictionary<string, ParameterSetting> Parameters);
}

/// <summary>A tensor of the new model.</summary>
/// <param name="Name">There.</param>
/// <param name="Like">The tensor whose shape and place it takes.</param>
/// <param name="Method">That makes it.</param>
/// <param name="Input">Of the method.</param>
internal sealed record PlannedTensor(string Name, GgufTensor Like, IMergeMethod Method, MergeInput Input);
