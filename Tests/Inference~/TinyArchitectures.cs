using Ojousama.Prompting;
using static Ojousama.Tests.Inference.TinyBuilder;

namespace Ojousama.Tests.Inference;

/// <summary>The least of each architecture that llama.cpp takes as a speaker, with all the parts that a check knows of it.</summary>
internal static class TinyArchitectures
{
    const int Kernel = 3, StateSize = 8, StateHeads = 4, StateKeyHeads = 2, LayerWidth = 8, Gemma3nLayerWidth = 256, WideKeys = 24;

    // By architecture; behind a slash, what of its variants it is.
    static readonly Dictionary<string, Action<TinyBuilder>> s_writers = new()
    {
        ["gemma"] = t => Decoder(t),
        ["gemma2"] = t => Decoder(t.Set("attention.sliding_window", 12u), hasPostNorms: true),
        ["gemma3"] = t => Decoder(t.Set("attention.sliding_window", 12u).Set("attention.sliding_window_pattern", 2u), hasPostNorms: true, hasHeadNorms: true),
        ["gemma3n"] = t => Gemma3n(t, layers: 3),
        ["gemma3n/shared"] = t => Gemma3n(t, layers: 22),
        ["gemma4"] = Gemma4,
        ["gemma4/experts"] = Gemma4WithExperts,
        ["llama"] = t => Decoder(t.Vector("rope_freqs.weight", Keys / 2, mean: 2)),
        ["mistral3"] = t => Decoder(t.Set("attention.temperature_scale", 0.1f), kind: "gpt2", splitter: "tekken"),
        ["granite"] = t => Decoder(t.Set("logit_scale", 4f).Set("residual_scale", 0.5f).Set("embedding_scale", 2f).Set("attention.scale", 0.1f)),
        ["qwen2"] = t => Decoder(t),
        ["qwen3"] = t => Decoder(t, hasHeadNorms: true),
        ["qwen3moe"] = t => Decoder(t.ExpertNumbers(), hasHeadNorms: true, hasExperts: true),
        ["qwen35"] = t => Qwen35(t, hasExperts: false),
        ["qwen35moe"] = t => Qwen35(t, hasExperts: true),
        ["lfm2"] = t => Lfm2(t, hasExperts: false),
        ["lfm2moe"] = t => Lfm2(t, hasExperts: true),
    };

    public static IEnumerable<string> Names => s_writers.Keys;

    public static byte[] Bytes(string name)
    {
        string path = Path.GetTempFileName();
        Write(name, path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    public static void Write(string name, string path)
    {
        var tiny = new TinyBuilder(name.Split('/')[0]) { NormMean = name == "gemma3n/shared" ? 0.1f : 1 };
        s_writers[name](tiny);
        tiny.Writer.Write(path);
    }

    static void Decoder(TinyBuilder t, int layers = 2, bool hasPostNorms = false, bool hasHeadNorms = false, bool hasExperts = false, string kind = "llama", string splitter = "")
    {
        t.Head(layers, null, kind, splitter).Set("attention.head_count_kv", (uint)KeyHeads).Set("feed_forward_length", (uint)Hidden).Ends();
        for (int i = 0; i < layers; i++)
        {
            string block = $"blk.{i}.";
            t.Norms(block, "attn_norm", "ffn_norm").Attention(block);
            if (hasHeadNorms)
                t.HeadNorms(block);
            if (hasPostNorms)
                t.Norms(block, "post_attention_norm", "post_ffw_norm");
            if (hasExperts)
                t.Experts(block);
            else
                t.FeedForward(block);
        }
    }

    static void Gemma3n(TinyBuilder t, int layers)
    {
        t.Head(layers).Set("attention.head_count_kv", (uint)KeyHeads).Set("attention.sliding_window", 12u).Set("rope.freq_base_swa", 1e4f)
            .Set("feed_forward_length", [.. Enumerable.Repeat(Hidden, layers)]) // a list of equals, as converters write it
            .Set("attention.sliding_window_pattern", [.. Enumerable.Range(1, layers).Select(i => i % 5 != 0)]).Ends();
        t.Matrix("altup_proj.weight", Width, Width, 3).Matrix("altup_unembd_proj.weight", Width, Width, 3);
        PerLayer(t, layers, Gemma3nLayerWidth);
        for (int i = 0; i < layers; i++)
        {
            string block = $"blk.{i}.";
            t.Norms(block, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm", "altup_router_norm", "laurel_post_norm", "altup_correct_scale")
                .Attention(block).HeadNorms(block).FeedForward(block)
                .Matrix(block + "altup_correct_coef.weight", 4, 4).Matrix(block + "altup_predict_coef.weight", 4, 16).Matrix(block + "altup_router.weight", Width, 4)
                .Matrix(block + "laurel_l.weight", Width, 64).Matrix(block + "laurel_r.weight", 64, Width);
            PerLayer(t, block, Gemma3nLayerWidth);
        }
    }

    /// <summary>Two layers with keys of their own and two that share them; heads and feed-forwards of two sizes.</summary>
    static void Gemma4(TinyBuilder t)
    {
        Gemma4Head(t, [true, false, true, false], LayerWidth).Set("attention.shared_kv_layers", 2u).Set("feed_forward_length", Hidden, Hidden, 2 * Hidden, 2 * Hidden);
        PerLayer(t, 4, LayerWidth);
        for (int i = 0; i < 4; i++)
        {
            string block = $"blk.{i}.";
            int keys = i % 2 == 0 ? Keys : WideKeys;
            t.Norms(block, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm").Attention(block, keys, hasKeys: i < 2).Vector(block + "attn_q_norm.weight", keys)
                .FeedForward(block, i < 2 ? Hidden : 2 * Hidden).Vector(block + "layer_output_scale.weight", 1);
            if (i < 2)
                t.Vector(block + "attn_k_norm.weight", keys);
            PerLayer(t, block, LayerWidth);
        }
    }

    static void Gemma4WithExperts(TinyBuilder t)
    {
        Gemma4Head(t, [true, false], 0).ExpertNumbers().Set("feed_forward_length", (uint)Hidden);
        for (int i = 0; i < 2; i++)
        {
            string block = $"blk.{i}.";
            int keys = i % 2 == 0 ? Keys : WideKeys;
            t.Norms(block, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm", "pre_ffw_norm_2", "post_ffw_norm_1", "post_ffw_norm_2")
                .Attention(block, keys).HeadNorms(block, keys).FeedForward(block).Experts(block, isMerged: true)
                .Vector(block + "ffn_gate_inp.scale", Width).Vector(block + "ffn_down_exps.scale", ExpertCount);
        }
    }

    static TinyBuilder Gemma4Head(TinyBuilder t, bool[] windows, int layerWidth)
    {
        t.Writer.Set("gemma4.attention.key_length_swa", (uint)Keys).Set("gemma4.attention.value_length_swa", (uint)Keys).Set("gemma4.rope.dimension_count_swa", (uint)Keys);
        return t.Head(windows.Length, ChatTemplate.Gemma4, "gemma4", keys: WideKeys).Set("attention.head_count_kv", [.. windows.Select(_ => KeyHeads)]).Set("attention.sliding_window", 12u)
            .Set("attention.sliding_window_pattern", windows).Set("embedding_length_per_layer_input", (uint)layerWidth).Set("final_logit_softcapping", 30f)
            .Vector("rope_freqs.weight", WideKeys / 2).Ends();
    }

    static void PerLayer(TinyBuilder t, int layers, int width) => t
        .Matrix("per_layer_token_embd.weight", width * layers, Tokens).Matrix("per_layer_model_proj.weight", Width, width * layers).Vector("per_layer_proj_norm.weight", width);

    static void PerLayer(TinyBuilder t, string block, int width) =>
        t.Matrix(block + "inp_gate.weight", Width, width).Matrix(block + "proj.weight", width, Width).Norms(block, "post_norm");

    /// <summary>Every second of four layers attends; a fifth guesses ahead and is not read.</summary>
    static void Qwen35(TinyBuilder t, bool hasExperts)
    {
        const int inner = StateSize * StateHeads, all = inner + 2 * StateSize * StateKeyHeads;
        t.Head(5, ChatTemplate.Qwen3, "gpt2", "qwen35").Set("nextn_predict_layers", 1u).Set("attention.head_count_kv", (uint)KeyHeads).Set("full_attention_interval", 2u)
            .Set("rope.dimension_sections", 3, 3, 2, 0).Set("ssm.conv_kernel", (uint)Kernel).Set("ssm.inner_size", (uint)inner).Set("ssm.state_size", (uint)StateSize)
            .Set("ssm.time_step_rank", (uint)StateHeads).Set("ssm.group_count", (uint)StateKeyHeads).Ends();
        if (hasExperts)
            t.ExpertNumbers().Set("expert_shared_feed_forward_length", (uint)Hidden);
        else
            t.Set("feed_forward_length", (uint)Hidden);
        for (int i = 0; i < 5; i++)
        {
            string block = $"blk.{i}.";
            t.Norms(block, "attn_norm", "post_attention_norm");
            if (i % 2 == 1 || i == 4)
                t.Attention(block, queries: 2).HeadNorms(block);
            else
                t.Matrix(block + "attn_qkv.weight", Width, all).Matrix(block + "attn_gate.weight", Width, inner).Kernels(block + "ssm_conv1d.weight", Kernel, all)
                    .Vector(block + "ssm_dt.bias", StateHeads).Vector(block + "ssm_a", StateHeads, mean: -1).Matrix(block + "ssm_beta.weight", Width, StateHeads)
                    .Matrix(block + "ssm_alpha.weight", Width, StateHeads).Vector(block + "ssm_norm.weight", StateSize).Matrix(block + "ssm_out.weight", inner, Width);
            if (hasExperts)
                t.Experts(block).Vector(block + "ffn_gate_inp_shexp.weight", Width, mean: 0);
            t.FeedForward(block, suffix: hasExperts ? "_shexp" : "");
        }

        t.Matrix("blk.4.nextn.eh_proj.weight", 2 * Width, Width).Norms("blk.4.", "nextn.enorm", "nextn.hnorm");
    }

    /// <summary>Convolution and attention in turn; with experts in all layers but the first.</summary>
    static void Lfm2(TinyBuilder t, bool hasExperts)
    {
        t.Head(4, ChatTemplate.ChatMl, "gpt2", "lfm2").Set("attention.head_count_kv", 0, KeyHeads, 0, KeyHeads).Set("feed_forward_length", (uint)Hidden).Set("shortconv.l_cache", (uint)Kernel).Ends("token_embd_norm");
        if (hasExperts)
            t.ExpertNumbers().Set("leading_dense_block_count", 1u).Set("expert_gating_func", 2u);
        for (int i = 0; i < 4; i++)
        {
            string block = $"blk.{i}.";
            t.Norms(block, "attn_norm", "ffn_norm");
            if (i % 2 == 0)
                t.Kernels(block + "shortconv.conv.weight", Kernel, Width).Matrix(block + "shortconv.in_proj.weight", Width, 3 * Width).Matrix(block + "shortconv.out_proj.weight", Width, Width);
            else
                t.Attention(block).HeadNorms(block);
            if (hasExperts && i > 0)
                t.Experts(block).Vector(block + "exp_probs_b.bias", ExpertCount, mean: 0);
            else
                t.FeedForward(block);
        }
    }
}
