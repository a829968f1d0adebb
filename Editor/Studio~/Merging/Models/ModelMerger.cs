using System.Numerics.Tensors;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Training.Ggml;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Merging.Models;

/// <summary>Makes one model of several by a recipe, block by block, so that models of any size merge in little memory.</summary>
internal sealed class ModelMerger : IDisposable
{
    /// <summary>The metadata that says how a model was merged.</summary>
    public const string RecipeKey = "ojousama.merge.recipe";

    const float LargestHalf = 65504;

    readonly MergeRecipe _recipe;
    readonly ModelFiles _files;
    readonly MergePlan _plan;
    readonly GgmlType? _type;

    /// <param name="recipe">Of models.</param>
    /// <param name="type">Of matrices; null for what the recipe says, or else what they are.</param>
    /// <exception cref="OjousamaException">The recipe cannot be carried out, or a model does not fit it.</exception>
    public ModelMerger(MergeRecipe recipe, string? type = null)
    {
        _recipe = recipe;
        IMergeMethod method = MergeMethods.Find(recipe.Method) ?? throw Unknown(recipe, MergeMethods.All.Select(m => m.Traits.Name));
        if (method.Traits.Base is BaseUse.Needed or BaseUse.First && recipe.Base == null)
            throw new OjousamaException($"{recipe.Path}: {recipe.Method} needs a base_model", "Name the model that the others were tuned from");
        _type = (type ?? recipe.Type) is { } name
            ? Quantizer.Parse(name) ?? throw new OjousamaException($"There is no type '{name}' to write", $"Take one of {string.Join(", ", Quantizer.Names)}")
            : null;
        _files = new ModelFiles(recipe.Form, recipe.Models);
        try
        {
            _plan = new MergePlan(recipe, method, _files);
        }
        catch
        {
            _files.Dispose();
            throw;
        }
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
        var writer = new GgufWriter();
        AddMetadata(writer);
        PlannedTensor[] tensors = [.. _plan.Tensors(Seed, Threads)]; // all are looked at before anything is written
        long all = tensors.Sum(tensor => tensor.Like.ByteCount), done = 0;
        foreach (PlannedTensor tensor in tensors)
        {
            GgmlType type = MatrixType.For(_type, tensor.Like);
            long[] shape = tensor.Like.Shape[..Math.Max(1, 1 + Array.FindLastIndex(tensor.Like.Shape, extent => extent > 1))];
            writer.Add(tensor.Name, (uint)type, shape, stream =>
            {
                foreach (byte[] bytes in tensor.Input.Merge(tensor.Method, values => Encode(type, values, tensor)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    stream.Write(bytes);
                }

                progress?.Report((float)((done += tensor.Like.ByteCount) / (double)all));
            });
        }

        writer.Write(path, written => GgufFile.Read(written, ModelCheck.Model));
    }

    public void Dispose() => _files.Dispose();

    internal static OjousamaException Unknown(MergeRecipe recipe, IEnumerable<string> names) => new(
        $"{recipe.Path}: there is no method '{recipe.Method}'",
        NearestName.Of(recipe.Method, names) is { } near ? $"Write '{near}', or another of {string.Join(", ", names)}" : $"Take one of {string.Join(", ", names)}");

    void AddMetadata(GgufWriter writer)
    {
        foreach (GgufEntry entry in StackedMetadata.Of(_files.Form, _plan.FormLayers))
        {
            if (entry.Key != RecipeKey && !(_type != null && entry.Key is "general.file_type" or "general.quantization_version"))
                writer.Set(entry);
        }

        if (_type is { } type)
            writer.Set("general.file_type", Quantizer.FileTypeOf(type)).Set("general.quantization_version", 2u);
        writer.Set(RecipeKey, RecipeText.Of(_recipe));
    }

    static byte[] Encode(GgmlType type, ReadOnlySpan<float> values, PlannedTensor tensor)
    {
        float largest = TensorPrimitives.MaxMagnitude(values);
        return float.IsFinite(largest) && !(type == GgmlType.F16 && Math.Abs(largest) > LargestHalf)
            ? Quantizer.Encode(type, values, tensor.Input.Width)
            : throw new OjousamaException($"The merge gives {largest} in '{tensor.Name}', which {type} cannot hold", "Give weights that are less large, or mend the model whose values are no numbers");
    }
}
