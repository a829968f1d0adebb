using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Model;

/// <summary>The frozen base: a GGUF model's weights as they are in the file, and their transposes.</summary>
internal sealed unsafe class BaseModel : IDisposable
{
    readonly GgmlLibrary _ggml;
    readonly GgufFile _file;
    readonly Dictionary<nint, TensorStore> _stores = []; // by the type of buffer
    readonly Dictionary<string, nint> _tensors = [];

    /// <summary>Blocks until all is read.</summary>
    /// <param name="path">Of the GGUF file.</param>
    /// <param name="backend">Where it is to lie and to be computed; lives longer. Null for the CPU.</param>
    /// <exception cref="OjousamaException">The file is missing or unsound, cannot be trained, or does not fit into memory.</exception>
    public BaseModel(string path, Backend? backend = null)
    {
        _ggml = GgmlLibrary.Load();
        Backend = backend ?? _ggml.Cpu;
        _file = GgufFile.Read(path, ModelCheck.Model);
        Shape = new ModelShape(_file);
        try
        {
            foreach (GgufTensor tensor in _file.Tensors.Values)
                _tensors[tensor.Name] = (nint)Add(tensor);
            Embedding = Find("token_embd.weight");
            OutputNorm = Find("output_norm.weight", Shape.Width);
            RopeFactors = Optional("rope_freqs.weight");
            Head = Project(_tensors.ContainsKey("output.weight") ? "output" : "token_embd", Shape.Width, Shape.Vocabulary);
            Layers = Enumerable.Range(0, Shape.Layers).Select(ReadLayer).ToArray();
            Weight[] weights = [Head, .. Layers.SelectMany(layer => layer.Projections)];
            foreach (Weight weight in weights)
                weight.Transposed = AddMatrix(WeightTranspose.TypeFor(weight, weight == Head), WeightTranspose.PaddedWidth(weight), weight.Inputs);
            Backend.Require(Planned, "the model's weights", "take a smaller model");
            foreach (TensorStore store in _stores.Values)
                store.Allocate();
            Read(weights.ToDictionary(w => w.Name));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Backend Backend { get; }

    public ModelShape Shape { get; }

    public string Path => _file.Path;

    public GgmlTensor* Embedding { get; }

    public GgmlTensor* OutputNorm { get; }

    /// <summary>Null for most.</summary>
    public GgmlTensor* RopeFactors { get; }

    public Weight Head { get; }

    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Bytes that all weights were thought to take, before there was memory for them.</summary>
    public long Planned => _stores.Values.Sum(store => store.Planned);

    /// <summary>Bytes that all weights take.</summary>
    public long Size => _stores.Values.Sum(store => store.Size);

    public void Dispose()
    {
        foreach (TensorStore store in _stores.Values)
            store.Dispose();
    }

    /// <summary>In play's own layout, so that products are as fast and the sums are the same. Rows of the embedding are looked up, and stay plain.</summary>
    GgmlTensor* Add(GgufTensor tensor)
    {
        var type = (GgmlType)tensor.Type;
        long width = tensor.Shape[0], rows = tensor.Shape[1];
        if (tensor.Name == "token_embd.weight")
            return StoreIn(Backend.Memory).Add(type, width, rows);
        bool isWidened = type == GgmlType.Q5_0 && Backend.MemoryFor(GgmlType.Q8_0, rows) != Backend.Memory;
        return AddMatrix(isWidened ? GgmlType.Q8_0 : type, width, rows);
    }

    GgmlTensor* AddMatrix(GgmlType type, long width, long rows) => StoreIn(Backend.MemoryFor(type, rows)).Add(type, width, rows);

    TensorStore StoreIn(nint memory)
    {
        if (!_stores.TryGetValue(memory, out TensorStore? store))
            _stores[memory] = store = new TensorStore(_ggml, 2 * _file.Tensors.Count, memory); // each with its transpose
        return store;
    }

    Layer ReadLayer(int index)
    {
        ModelShape s = Shape;
        string block = $"blk.{index}.";
        bool norms = s.Architecture.NormsOutputs, heads = s.Architecture.NormsHeads;
        return new Layer
        {
            Query = Project(block + "attn_q", s.Width, s.Heads * s.HeadSize),
            Key = Project(block + "attn_k", s.Width, s.KeyHeads * s.HeadSize),
            Value = Project(block + "attn_v", s.Width, s.KeyHeads * s.HeadSize),
            Output = Project(block + "attn_output", s.Heads * s.HeadSize, s.Width),
            Gate = Project(block + "ffn_gate", s.Width, s.FeedForward),
            Up = Project(block + "ffn_up", s.Width, s.FeedForward),
            Down = Project(block + "ffn_down", s.FeedForward, s.Width),
            AttentionNorm = Find(block + "attn_norm.weight", s.Width),
            QueryNorm = heads ? Find(block + "attn_q_norm.weight", s.HeadSize) : null,
            KeyNorm = heads ? Find(block + "attn_k_norm.weight", s.HeadSize) : null,
            AttentionOutputNorm = norms ? Find(block + "post_attention_norm.weight", s.Width) : null,
            FeedForwardNorm = Find(block + "ffn_norm.weight", s.Width),
            FeedForwardOutputNorm = norms ? Find(block + "post_ffw_norm.weight", s.Width) : null,
        };
    }

    Weight Project(string name, int inputs, int outputs)
    {
        if (Shape.Tensor(name + ".weight", inputs).Shape[1] != outputs)
            throw new OjousamaException($"{Path} cannot be trained: its tensor '{name}' does not have {outputs} rows", "Copy or download it again");
        return new Weight(name + ".weight", inputs, outputs) { Tensor = Find(name + ".weight"), Bias = Optional(name + ".bias") };
    }

    GgmlTensor* Find(string name, int width) => Shape.Tensor(name, width).Type == (uint)GgmlType.F32
        ? Find(name)
        : throw new OjousamaException($"{Path} cannot be trained: its tensor '{name}' is no 32-bit float", "Take a model whose norms are F32");

    GgmlTensor* Find(string name) => (GgmlTensor*)_tensors[name];

    GgmlTensor* Optional(string name) => _tensors.TryGetValue(name, out nint tensor) ? (GgmlTensor*)tensor : null;

    /// <summary>Reads tensor by tensor, so that no second copy of the model is ever in memory.</summary>
    void Read(Dictionary<string, Weight> weights)
    {
        using var data = new GgufData(_file);
        foreach (GgufTensor tensor in _file.Tensors.Values)
        {
            byte[] bytes = data.Bytes(tensor);
            var type = (GgmlType)tensor.Type;
            GgmlTensor* to = Find(tensor.Name);
            _ggml.Write<byte>(to, to->Type == type ? bytes : Q5.Widen(bytes));
            if (weights.TryGetValue(tensor.Name, out Weight? weight))
            {
                fixed (byte* from = bytes)
                    WeightTranspose.Fill(_ggml, weight, type, from);
            }
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // gives the tensors' copies back to the system
    }
}
