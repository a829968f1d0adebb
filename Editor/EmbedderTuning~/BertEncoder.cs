using Ojousama.Gguf;
using Ojousama.Studio.Gguf;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Ojousama.EmbedderTuning;

/// <summary>An embedding model of BERT's architecture in PyTorch, with the weights of a GGUF file: token ids in, unit vectors out.</summary>
/// <remarks>Computes what llama.cpp does: <see cref="Tuner"/> holds the two against each other before it begins. Tables of tokens and positions stay as they are.</remarks>
sealed class BertEncoder : IDisposable
{
    readonly Dictionary<string, Tensor> _weights = [];
    readonly int _layers, _heads;
    readonly double _epsilon;

    public BertEncoder(GgufFile file)
    {
        _layers = (int)file.Values["bert.block_count"].Number;
        _heads = (int)file.Values["bert.attention.head_count"].Number;
        _epsilon = file.Values["bert.attention.layer_norm_epsilon"].Number;
        using var data = new GgufData(file);
        foreach (GgufTensor tensor in file.Tensors.Values)
        {
            long[] shape = tensor.Shape[1] == 1 ? [tensor.Shape[0]] : [tensor.Shape[1], tensor.Shape[0]];
            var values = torch.tensor(data.Floats(tensor), shape);
            _weights[tensor.Name] = IsTuned(tensor.Name) ? new Parameter(values) : values;
        }
    }

    /// <summary>Values of a vector.</summary>
    public long Width => W("token_embd.weight").shape[1];

    /// <summary>What learns: the layers.</summary>
    public IEnumerable<Parameter> Parameters => _weights.Values.OfType<Parameter>();

    public static bool IsTuned(string name) => name.StartsWith("blk.", StringComparison.Ordinal);

    public float[] Values(string name) => _weights[name].detach().data<float>().ToArray();

    /// <param name="texts">Token ids of each, with their first and last marks.</param>
    /// <returns>A row each: <see cref="Means"/>, scaled to length 1.</returns>
    public Tensor Encode(IReadOnlyList<int[]> texts) => functional.normalize(Means(texts), 2, 1);

    /// <param name="texts">As <see cref="Encode"/> takes them.</param>
    /// <returns>A row each: the mean over its tokens.</returns>
    public Tensor Means(IReadOnlyList<int[]> texts)
    {
        const int Chunk = 32; // texts of like length share the padding
        int[] order = [.. Enumerable.Range(0, texts.Count).OrderBy(i => texts[i].Length)];
        Tensor[] parts = [.. order.Chunk(Chunk).Select(some => MeansOfChunk([.. some.Select(i => texts[i])]))];
        var back = new long[texts.Count];
        for (int i = 0; i < order.Length; i++)
            back[order[i]] = i;
        return cat(parts, 0).index_select(0, tensor(back));
    }

    Tensor MeansOfChunk(int[][] texts)
    {
        using var scope = NewDisposeScope();
        int count = texts.Length, length = texts.Max(text => text.Length);
        var ids = new long[count * length];
        var present = new float[count * length];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < texts[i].Length; j++)
            {
                ids[(i * length) + j] = texts[i][j];
                present[(i * length) + j] = 1;
            }
        }

        Tensor mask = tensor(present, [count, length]);
        Tensor hidden = W("token_embd.weight").index_select(0, tensor(ids)).reshape(count, length, -1)
            + W("position_embd.weight").narrow(0, 0, length) + W("token_types.weight").narrow(0, 0, 1);
        hidden = Norm(hidden, "token_embd_norm");
        Tensor barred = ((mask - 1) * 1e9f).reshape(count, 1, 1, length);
        for (int layer = 0; layer < _layers; layer++)
        {
            using var layerScope = NewDisposeScope(); // what backward needs, autograd holds itself
            string at = $"blk.{layer}.";
            Tensor Heads(string name) => Linear(hidden, at + name).reshape(count, length, _heads, -1).transpose(1, 2);
            Tensor attended = functional.scaled_dot_product_attention(Heads("attn_q"), Heads("attn_k"), Heads("attn_v"), barred);
            hidden = Norm(hidden + Linear(attended.transpose(1, 2).reshape(count, length, -1), at + "attn_output"), at + "attn_output_norm");
            hidden = Norm(hidden + Linear(functional.gelu(Linear(hidden, at + "ffn_up")), at + "ffn_down"), at + "layer_output_norm").MoveToOuterDisposeScope();
        }

        Tensor kept = mask.unsqueeze(2);
        return ((hidden * kept).sum(1) / kept.sum(1)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (Tensor weight in _weights.Values)
            weight.Dispose();
    }

    Tensor W(string name) => _weights[name];

    /// <summary>In 16 bits, which is twice as fast on CPUs that multiply them; the weights themselves stay in 32.</summary>
    Tensor Linear(Tensor x, string name) =>
        functional.linear(x.to_type(ScalarType.BFloat16), W(name + ".weight").to_type(ScalarType.BFloat16)).to_type(ScalarType.Float32) + W(name + ".bias");

    Tensor Norm(Tensor x, string name) => functional.layer_norm(x, [x.shape[^1]], W(name + ".weight"), W(name + ".bias"), _epsilon);
}
