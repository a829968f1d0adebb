using Ojousama.Studio.Gguf;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

/// <summary>The least that llama.cpp takes as a speaker, an embedder and an adapter, as bytes that a test can spoil.</summary>
internal static class TinyFiles
{
    const int Width = 32, Keys = 16, Hidden = 32, Tokens = 264, Positions = 512;

    public static byte[] Speaker { get; } = Bytes(writer =>
    {
        writer.Set("general.architecture", "gemma3").Set("general.type", "model")
            .Set("gemma3.context_length", 256u).Set("gemma3.embedding_length", (uint)Width).Set("gemma3.block_count", 2u)
            .Set("gemma3.feed_forward_length", (uint)Hidden).Set("gemma3.attention.head_count", 2u).Set("gemma3.attention.head_count_kv", 1u)
            .Set("gemma3.attention.key_length", (uint)Keys).Set("gemma3.attention.value_length", (uint)Keys)
            .Set("gemma3.attention.layer_norm_rms_epsilon", 1e-6f).Set("gemma3.attention.sliding_window", 12u).Set("gemma3.attention.sliding_window_pattern", 2u)
            .Set("gemma3.attention.causal", true).Set("gemma3.expert_count", 0u).Set("gemma3.expert_used_count", 0u).Set("gemma3.nextn_predict_layers", 0u)
            .Set("gemma3.embedding_length_out", (uint)Width).Set("gemma3.pooling_type", 0u).Set("gemma3.final_logit_softcapping", 30f)
            .Set("gemma3.rope.dimension_count", (uint)Keys).Set("gemma3.rope.freq_base", 1e6f).Set("gemma3.rope.freq_base_swa", 1e4f)
            .Set("gemma3.rope.scaling.type", "linear").Set("gemma3.rope.scaling.factor", 1f).Set("gemma3.rope.scaling.original_context_length", 256u)
            .Set("general.file_type", 0u).Set("general.quantization_version", 2u).Set("general.alignment", 32u);
        TinyModel.SetVocabulary(writer, Tokens);
        Matrix(writer, "token_embd.weight", Width, Tokens);
        Vector(writer, "output_norm.weight", Width);
        for (int i = 0; i < 2; i++)
        {
            string block = $"blk.{i}.";
            Attention(writer, block, keyHeads: 1);
            Matrix(writer, block + "ffn_gate.weight", Width, Hidden);
            FeedForward(writer, block);
            foreach (string name in new[] { "attn_norm", "ffn_norm", "post_attention_norm", "post_ffw_norm" })
                Vector(writer, $"{block}{name}.weight", Width);
            Vector(writer, block + "attn_q_norm.weight", Keys);
            Vector(writer, block + "attn_k_norm.weight", Keys);
        }
    });

    public static byte[] Embedder { get; } = Bytes(writer =>
    {
        string[] pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "q", "u", "e", "r", "y", ":", "お", "茶", "▁query"];
        writer.Set("general.architecture", "bert").Set("general.type", "model")
            .Set("bert.context_length", (uint)Positions).Set("bert.embedding_length", (uint)Width).Set("bert.block_count", 1u)
            .Set("bert.feed_forward_length", (uint)Hidden).Set("bert.attention.head_count", 2u).Set("bert.attention.layer_norm_epsilon", 1e-12f)
            .Set("bert.attention.causal", false).Set("bert.pooling_type", 1u).Set("tokenizer.ggml.token_type_count", 2u)
            .Set("tokenizer.ggml.model", "t5").Set("tokenizer.ggml.tokens", pieces)
            .Set("tokenizer.ggml.scores", pieces.Select(p => p.Length - 9f).ToArray()).Set("tokenizer.ggml.token_type", pieces.Select((_, i) => i < 4 ? 3 : 1).ToArray())
            .Set("tokenizer.ggml.bos_token_id", 0u).Set("tokenizer.ggml.eos_token_id", 2u).Set("tokenizer.ggml.unknown_token_id", 3u)
            .Set("tokenizer.ggml.add_space_prefix", true).Set("tokenizer.ggml.remove_extra_whitespaces", true);
        Matrix(writer, "token_embd.weight", Width, pieces.Length);
        Matrix(writer, "position_embd.weight", Width, Positions);
        Matrix(writer, "token_types.weight", Width, 2);
        Norm(writer, "token_embd_norm");
        Attention(writer, "blk.0.", keyHeads: 2);
        Norm(writer, "blk.0.attn_output_norm");
        FeedForward(writer, "blk.0.");
        Norm(writer, "blk.0.layer_output_norm");
    });

    public static byte[] Adapter { get; } = Bytes(writer =>
    {
        writer.Set("general.architecture", "gemma3").Set("general.type", "adapter").Set("adapter.type", "lora").Set("adapter.lora.alpha", 8f);
        Matrix(writer, "blk.0.attn_q.weight.lora_a", Width, 4);
        Matrix(writer, "blk.0.attn_q.weight.lora_b", 4, 2 * Keys);
        Matrix(writer, "blk.1.ffn_down.weight.lora_a", Hidden, 4);
        Matrix(writer, "blk.1.ffn_down.weight.lora_b", 4, Width);
    });

    /// <summary>Where a metadata value, a list or a tensor's shape stands: behind its name and, but for tensors, its type.</summary>
    public static int PlaceOf(byte[] file, string name)
    {
        byte[] named = [.. BitConverter.GetBytes((ulong)name.Length), .. System.Text.Encoding.UTF8.GetBytes(name)];
        int at = file.AsSpan().IndexOf(named);
        return at < 0 ? throw new ArgumentException($"There is no {name}.") : at + named.Length + 4;
    }

    static void Attention(GgufWriter writer, string block, int keyHeads)
    {
        Matrix(writer, block + "attn_q.weight", Width, 2 * Keys);
        Matrix(writer, block + "attn_k.weight", Width, keyHeads * Keys);
        Matrix(writer, block + "attn_v.weight", Width, keyHeads * Keys);
        Matrix(writer, block + "attn_output.weight", 2 * Keys, Width);
    }

    static void FeedForward(GgufWriter writer, string block)
    {
        Matrix(writer, block + "ffn_up.weight", Width, Hidden);
        Matrix(writer, block + "ffn_down.weight", Hidden, Width);
    }

    static void Norm(GgufWriter writer, string name)
    {
        Vector(writer, name + ".weight", Width);
        Vector(writer, name + ".bias", Width);
    }

    static void Matrix(GgufWriter writer, string name, int inputs, int outputs) =>
        writer.Add(name, [inputs, outputs], Random(new Random(inputs + 31 * name.Length), inputs * outputs));

    static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    static void Vector(GgufWriter writer, string name, int count) => writer.Add(name, [count], Enumerable.Repeat(1f, count).ToArray());

    static byte[] Bytes(Action<GgufWriter> fill)
    {
        var writer = new GgufWriter();
        fill(writer);
        string path = Path.GetTempFileName();
        writer.Write(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
