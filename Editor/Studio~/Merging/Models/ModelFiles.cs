using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Models;

/// <summary>The models of a recipe, open for reading and checked against the one whose form the result takes.</summary>
internal sealed class ModelFiles : IDisposable
{
    readonly Dictionary<string, (GgufFile File, GgufData Data)> _files = [];
    readonly Dictionary<string, AdapterPairs> _adapters = [];

    /// <param name="form">Whose header and vocabulary the result takes.</param>
    /// <param name="others">Models that must be like it.</param>
    /// <exception cref="OjousamaException">A file is missing, cut or unsound, or of another kind than the form.</exception>
    public ModelFiles(ModelReference form, IEnumerable<ModelReference> others)
    {
        try
        {
            Form = Open(form.Model).File;
            foreach (ModelReference reference in others.Prepend(form))
            {
                GgufFile file = Open(reference.Model).File;
                CheckAlike(file);
                if (reference.Adapter is { } adapter && !_adapters.ContainsKey(adapter))
                    _adapters[adapter] = new AdapterPairs(adapter, file);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public GgufFile Form { get; }

    /// <summary>Layers of a model.</summary>
    public int LayersOf(ModelReference reference) => 1 + Open(reference.Model).File.Tensors.Keys.Max(name => TensorName.Parse(name).Layer ?? -1);

    /// <summary>A tensor of a model, with what its adapter adds.</summary>
    /// <exception cref="OjousamaException">The model lacks it.</exception>
    public ITensorSource Tensor(ModelReference reference, string name)
    {
        var (file, data) = Open(reference.Model);
        if (!file.Tensors.TryGetValue(name, out GgufTensor? tensor))
            throw new OjousamaException($"{reference.Model} lacks the tensor '{name}', which {Form.Path} has", "Merge models of one architecture, tuned from one base");
        if (!tensor.IsMultipliable)
            throw new OjousamaException($"{reference.Model} holds whole numbers as '{name}', which cannot be merged", "Take another model");
        var stored = new StoredTensor(data, tensor);
        return reference.Adapter is { } adapter && _adapters[adapter].Pairs.TryGetValue(name, out LowRankPair? pair) ? new AdaptedTensor(stored, pair) : stored;
    }

    public void Dispose()
    {
        foreach (var (_, data) in _files.Values)
            data.Dispose();
    }

    (GgufFile File, GgufData Data) Open(string path)
    {
        if (!_files.TryGetValue(path, out var opened))
        {
            GgufFile file = GgufFile.Read(path, ModelCheck.Model);
            _files[path] = opened = (file, new GgufData(file));
        }

        return opened;
    }

    void CheckAlike(GgufFile file)
    {
        if (file == Form)
            return;
        string architecture = Form.Text("general.architecture"), other = file.Text("general.architecture");
        if (architecture != other)
            throw new OjousamaException($"{file.Path} is a model of '{other}', {Form.Path} one of '{architecture}'", "Merge models of one architecture, tuned from one base");
        int token = 0;
        using IEnumerator<string> a = Form.Texts("tokenizer.ggml.tokens").GetEnumerator(), b = file.Texts("tokenizer.ggml.tokens").GetEnumerator();
        for (; a.MoveNext(); token++)
        {
            if (!b.MoveNext() || a.Current != b.Current)
                throw Unlike($"token {token} is '{a.Current}' in one and {(token < file.Values["tokenizer.ggml.tokens"].Number ? $"'{b.Current}'" : "missing")} in the other");
        }

        if (b.MoveNext())
            throw Unlike($"one has {token} tokens, the other {file.Values["tokenizer.ggml.tokens"].Number}");

        OjousamaException Unlike(string detail) => new($"{Form.Path} and {file.Path} have unlike vocabularies: {detail}", "Merge models of one vocabulary");
    }
}
