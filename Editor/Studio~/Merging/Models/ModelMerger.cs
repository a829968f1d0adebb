using System.Numerics.Tensors;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Merging.Tensors;
using Ojousama.Studio.Training.Ggml;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Merging.Models;

/// <summary>Makes one model of several by a recipe, tensor by tensor, so that models of any size merge in little memory.</summary>
/// <remarks>Semantics of recipes are mergekit's (its MergePlanner and ConfigReader); names are GGUF's.</remarks>
internal sealed class ModelMerger : IDisposable
{
    /// <summary>The metadata that says how a model was merged.</summary>
    public const string RecipeKey = "ojousama.merge.recipe";

    // Their converters add 1 to norms, so that the runtime need not.
    static readonly string[] s_raisedNorms = ["gemma", "gemma2", "gemma3"];

    readonly MergeRecipe _recipe;
    readonly IMergeMethod _method;
    readonly ModelFiles _files;
    readonly GgmlType? _type;

    /// <param name="recipe">Of models.</param>
    /// <param name="type">Of matrices; null for what the recipe says, or else what they are.</param>
    /// <exception cref="OjousamaException">The recipe cannot be carried out, or a model does not fit it.</exception>
    public ModelMerger(MergeRecipe recipe, string? type = null)
    {
        _recipe = recipe;
        _method = MergeMethods.Find(recipe.Method) ?? throw Unknown(recipe, MergeMethods.All.Select(m => m.Traits.Name));
        if (_method.Traits.Base is BaseUse.Needed or BaseUse.First && recipe.Base == null)
            throw new OjousamaException($"{recipe.Path}: {recipe.Method} needs a base_model", "Name the model that the others were tuned from");
        _type = (type ?? recipe.Type) is { } name
            ? Quantizer.Parse(name) ?? throw new OjousamaException($"There is no type '{name}' to write", $"Take one of {string.Join(", ", Quantizer.Names)}")
            : null;
        _files = new ModelFiles(recipe.Form, recipe.Models);
    }

    /// <summary>Seed of what is dropped by chance.</summary>
    public int Seed { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>Merges.</summary>
    /// <param name="path">Of the new model; one that is there is replaced once the new one is whole and was found sound.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="OjousamaException">A model lacks a tensor or has it in another shape, a parameter is missing or out of range, or the file cannot be written.</exception>
    public void Write(string path, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        List<MergedLayer> layers = Layers();
        var writer = new GgufWriter();
        foreach (GgufEntry entry in StackedMetadata.Of(_files.Form, [.. layers.Select(layer => layer.FormLayer)]))
        {
            if (entry.Key != RecipeKey && !(_type != null && entry.Key is "general.file_type" or "general.quantization_version"))
                writer.Set(entry);
        }

        if (_type is { } asked)
            writer.Set("general.file_type", Quantizer.FileTypeOf(asked)).Set("general.quantization_version", 2u);
        writer.Set(RecipeKey, RecipeText.Of(_recipe));

        GgufTensor[] form = [.. _files.Form.Tensors.Values];
        var tensors = new List<(string Name, GgufTensor Like, MergedLayer Layer)>();
        tensors.AddRange(form.Where(t => TensorName.Parse(t.Name) is { Layer: null } n).Select(t => (t.Name, t, TensorName.Parse(t.Name).IsLast ? layers[^1] with { Depth = 0 } : layers[0] with { Depth = 0 })));
        ILookup<int?, GgufTensor> byLayer = form.ToLookup(t => TensorName.Parse(t.Name).Layer);
        for (int i = 0; i < layers.Count; i++)
            tensors.AddRange(byLayer[layers[i].FormLayer].Select(t => (TensorName.Parse(t.Name).In(i).ToString(), t, layers[i])));

        long all = tensors.Sum(t => t.Like.ByteCount), done = 0;
        foreach (var (name, like, layer) in tensors)
        {
            MergeInput input = InputOf(name, like, layer); // all are looked at before anything is written
            GgmlType type = MatrixType.For(_type, like);
            writer.Add(name, (uint)type, Shape(like), stream =>
            {
                foreach (byte[] bytes in input.Merge(TensorName.Parse(name).IsComputed ? MergeMethods.Copy : _method, values => Encode(type, values, input, name)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    stream.Write(bytes);
                }

                progress?.Report((float)((done += like.ByteCount) / (double)all));
            });
        }

        writer.Write(path, written => GgufFile.Read(written, ModelCheck.Model));
    }

    public void Dispose() => _files.Dispose();

    internal static OjousamaException Unknown(MergeRecipe recipe, IEnumerable<string> names) => new(
        $"{recipe.Path}: there is no method '{recipe.Method}'",
        NearestName.Of(recipe.Method, names) is { } near ? $"Write '{near}', or another of {string.Join(", ", names)}" : $"Take one of {string.Join(", ", names)}");

    static byte[] Encode(GgmlType type, ReadOnlySpan<float> values, MergeInput input, string name)
    {
        float largest = TensorPrimitives.MaxMagnitude(values);
        return float.IsFinite(largest) && !(type == GgmlType.F16 && largest > 65504)
            ? Quantizer.Encode(type, values, input.Width)
            : throw new OjousamaException($"The merge gives {largest} in '{name}', which {type} cannot hold", "Give weights that are less large, or mend the model whose values are no numbers");
    }

    static long[] Shape(GgufTensor tensor) => tensor.Shape[..(1 + Array.FindLastIndex(tensor.Shape, extent => extent > 1) is > 0 and var count ? count : 1)];

    /// <summary>The layers of the new model, with their sources and how deep in its slice each lies.</summary>
    List<MergedLayer> Layers()
    {
        var layers = new List<MergedLayer>();
        foreach (RecipeSlice slice in _recipe.Slices)
        {
            RecipeSource[] sources = [.. slice.Sources];
            var ranges = sources.Select(source => source.Layers ?? (0, _files.LayersOf(source.Model))).ToArray();
            int count = ranges[0].Item2 - ranges[0].Item1;
            for (int i = 0; i < sources.Length; i++)
            {
                if (ranges[i].Item2 - ranges[i].Item1 != count)
                    throw new OjousamaException($"{_recipe.Path}: a slice takes {count} layers of one model and {ranges[i].Item2 - ranges[i].Item1} of another", "Give all its layer_ranges one length");
                if (ranges[i].Item2 > _files.LayersOf(sources[i].Model))
                    throw new OjousamaException($"{_recipe.Path}: layer_range ends at {ranges[i].Item2}, but {sources[i].Model} has {_files.LayersOf(sources[i].Model)} layers", "Correct the range");
            }

            int origin = Array.FindIndex(sources, source => source.Model == _recipe.Base);
            for (int layer = 0; layer < count; layer++)
                layers.Add(new MergedLayer(slice, [.. ranges.Select(range => range.Item1 + layer)], ranges[Math.Max(0, origin)].Item1 + layer, count > 1 ? layer / (double)(count - 1) : 1));
        }

        return layers;
    }

    MergeInput InputOf(string name, GgufTensor like, MergedLayer layer)
    {
        TensorName output = TensorName.Parse(name);
        ITensorSource Tensor(ModelReference model, int sourceLayer)
        {
            TensorName source = output.Layer == null ? output : output.In(sourceLayer);
            ITensorSource tensor = _files.Tensor(model, source.ToString());
            return tensor.Shape.SequenceEqual(like.Shape) ? tensor : throw new OjousamaException(
                $"'{source}' is {string.Join(" × ", Shape(like))} in {_files.Form.Path}, but another shape in {model.Model}", "Merge models of one size");
        }

        if (output.IsComputed)
            return new MergeInput(name, [Tensor(_recipe.Form, layer.FormLayer)], null, new Dictionary<string, double>(), []);
        MethodTraits traits = _method.Traits;
        bool isRelative = traits.Base is BaseUse.Needed or BaseUse.Optional && _recipe.Base != null;
        var sources = layer.Slice.Sources.Select((source, i) => (source.Model, Layer: layer.SourceLayers[i], source.Parameters))
            .Where(source => !(isRelative && source.Model == _recipe.Base)).ToList();
        if (traits.Base == BaseUse.First)
        {
            int first = sources.FindIndex(source => source.Model == _recipe.Base);
            var start = first >= 0 ? sources[first] : (_recipe.Base!, layer.FormLayer, Settings.None);
            if (first >= 0)
                sources.RemoveAt(first);
            sources.Insert(0, start);
        }

        if (sources.Count < traits.Least || sources.Count > traits.Most)
            throw new OjousamaException(
                $"{_recipe.Path}: {_recipe.Method} merges {(traits.Least == traits.Most ? $"{traits.Least}" : traits.Most == int.MaxValue ? $"at least {traits.Least}" : $"{traits.Least} to {traits.Most}")} models{(isRelative ? " beside the base" : "")}, not {sources.Count}",
                "Correct the list of models");
        double Parameter(MethodParameter parameter, IReadOnlyDictionary<string, ParameterSetting> own) =>
            Settings.Find(parameter.Name, output.Aliases, layer.Depth, own, layer.Slice.Parameters, _recipe.Parameters) ?? parameter.Usual
            ?? throw new OjousamaException($"{_recipe.Path}: {_recipe.Method} needs the parameter '{parameter.Name}', and nothing says it for '{name}'", $"Write '{parameter.Name}:' under parameters");

        return new MergeInput(
            name, [.. sources.Select(source => Tensor(source.Model, source.Layer))], isRelative ? Tensor(_recipe.Base!, layer.FormLayer) : null,
            traits.Parameters.Where(p => !p.IsOfModel).ToDictionary(p => p.Name, p => Parameter(p, Settings.None)),
            [.. sources.Select(source => traits.Parameters.Where(p => p.IsOfModel).ToDictionary(p => p.Name, p => Parameter(p, source.Parameters)))],
            s_raisedNorms.Contains(_files.Form.Text("general.architecture")) && output.Part.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0, Seed, Threads);
    }

    /// <param name="Slice">It belongs to.</param>
    /// <param name="SourceLayers">The layer of each source.</param>
    /// <param name="FormLayer">The layer of the model whose form the result takes.</param>
    /// <param name="Depth">From 0 at the slice's begin to 1 at its end.</param>
    sealed record MergedLayer(RecipeSlice Slice, int[] SourceLayers, int FormLayer, double Depth);
}
