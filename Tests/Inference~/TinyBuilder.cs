using Ojousama.Prompting;
using Ojousama.Studio.Gguf;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>Writes a model of random 32-bit floats, by the parts that architectures have in common.</summary>
internal sealed class TinyBuilder(string architecture)
{
    public const int Width = 32, Heads = 2, KeyHeads = 1, Keys = 16, Hidden = 32, ExpertCount = 4, ExpertsUsed = 2, Tokens = 272;

    readonly Random _random = new(11);

    /// <summary>The mean of norms' weights. In a model of many layers small ones keep a rounded KV cell from changing what it says.</summary>
    public float NormMean { get; init; } = 1;

    public GgufWriter Writer { get; } = new GgufWriter().Set("general.architecture", architecture).Set("general.type", "model");

    public TinyBuilder Set(string key, uint value) { Writer.Set($"{architecture}.{key}", value); return this; }

    public TinyBuilder Set(string key, float value) { Writer.Set($"{architecture}.{key}", value); return this; }

    public TinyBuilder Set(string key, params int[] values) { Writer.Set($"{architecture}.{key}", values); return this; }

    public TinyBuilder Set(string key, params bool[] values) { Writer.Set($"{architecture}.{key}", values); return this; }

    /// <summary>What every architecture wants to know, and the vocabulary.</summary>
    public TinyBuilder Head(int layers, ChatTemplate? format = null, string kind = "llama", string splitter = "", int keys = Keys)
    {
        Set("context_length", 4096u).Set("embedding_length", (uint)Width).Set("block_count", (uint)layers)
            .Set("attention.head_count", (uint)Heads).Set("attention.key_length", (uint)keys).Set("attention.value_length", (uint)keys)
            .Set("attention.layer_norm_rms_epsilon", 1e-6f).Set("rope.freq_base", 1e4f).Set("rope.dimension_count", (uint)keys);
        TinyModel.SetVocabulary(Writer, Tokens, format, kind, splitter);
        return this;
    }

    /// <summary>The table of tokens and the last norm.</summary>
    public TinyBuilder Ends(string norm = "output_norm")
    {
        Matrix("token_embd.weight", Width, Tokens);
        return Vector(norm + ".weight", Width);
    }

    public TinyBuilder Norms(string block, params string[] names)
    {
        foreach (string name in names)
            Vector($"{block}{name}.weight", Width, NormMean);
        return this;
    }

    /// <param name="block">Prefix.</param>
    /// <param name="keys">Values of a head.</param>
    /// <param name="queries">Matrices of queries: two if each has a gate.</param>
    /// <param name="hasKeys">Or it shares another layer's.</param>
    public TinyBuilder Attention(string block, int keys = Keys, int queries = 1, bool hasKeys = true)
    {
        Matrix(block + "attn_q.weight", Width, queries * Heads * keys);
        if (hasKeys)
        {
            Matrix(block + "attn_k.weight", Width, KeyHeads * keys);
            Matrix(block + "attn_v.weight", Width, KeyHeads * keys);
        }

        return Matrix(block + "attn_output.weight", Heads * keys, Width);
    }

    public TinyBuilder HeadNorms(string block, int keys = Keys)
    {
        Vector(block + "attn_q_norm.weight", keys);
        return Vector(block + "attn_k_norm.weight", keys);
    }

    public TinyBuilder FeedForward(string block, int hidden = Hidden, string suffix = "")
    {
        Matrix($"{block}ffn_gate{suffix}.weight", Width, hidden);
        Matrix($"{block}ffn_up{suffix}.weight", Width, hidden);
        return Matrix($"{block}ffn_down{suffix}.weight", hidden, Width);
    }

    public TinyBuilder ExpertNumbers() =>
        Set("expert_count", (uint)ExpertCount).Set("expert_used_count", (uint)ExpertsUsed).Set("expert_feed_forward_length", (uint)Hidden);

    public TinyBuilder Experts(string block, bool isMerged = false)
    {
        Matrix(block + "ffn_gate_inp.weight", Width, ExpertCount);
        if (isMerged)
        {
            Matrix(block + "ffn_gate_up_exps.weight", Width, 2 * Hidden, ExpertCount);
        }
        else
        {
            Matrix(block + "ffn_gate_exps.weight", Width, Hidden, ExpertCount);
            Matrix(block + "ffn_up_exps.weight", Width, Hidden, ExpertCount);
        }

        return Matrix(block + "ffn_down_exps.weight", Hidden, Width, ExpertCount);
    }

    public TinyBuilder Matrix(string name, int inputs, int outputs, int count = 1)
    {
        float deviation = 1 / MathF.Sqrt(inputs);
        Writer.Add(name, count == 1 ? [inputs, outputs] : [inputs, outputs, count], Values(inputs * outputs * count, 0, deviation));
        return this;
    }

    public TinyBuilder Vector(string name, int count, float mean = 1, float deviation = 0.1f)
    {
        Writer.Add(name, [count], Values(count, mean, deviation));
        return this;
    }

    /// <summary>A convolution's kernels: values that are added one by one, in rows.</summary>
    public TinyBuilder Kernels(string name, int length, int count)
    {
        Writer.Add(name, [length, count], Values(length * count, 0, 0.5f));
        return this;
    }

    float[] Values(int count, float mean, float deviation) => [.. Enumerable.Range(0, count).Select(_ => mean + deviation * Gauss())];

    float Gauss() => (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
