using System.Text.RegularExpressions;

namespace Ojousama.Studio.Merging.Models;

/// <summary>A tensor's name in GGUF: the layer it belongs to and what it is there.</summary>
/// <param name="Layer">Null outside the layers.</param>
/// <param name="Part">Within the layer, or the whole name.</param>
internal readonly partial record struct TensorName(int? Layer, string Part)
{
    // What filters of mergekit's recipes look for: Hugging Face's names, which most architectures share.
    static readonly (string Gguf, string HuggingFace)[] s_names =
    [
        ("attn_q_norm", "self_attn.q_norm"), ("attn_k_norm", "self_attn.k_norm"), ("attn_output", "self_attn.o_proj"), ("attn_norm", "input_layernorm"),
        ("attn_q", "self_attn.q_proj"), ("attn_k", "self_attn.k_proj"), ("attn_v", "self_attn.v_proj"),
        ("ffn_gate", "mlp.gate_proj"), ("ffn_up", "mlp.up_proj"), ("ffn_down", "mlp.down_proj"),
        ("post_attention_norm", "post_attention_layernorm"), ("post_ffw_norm", "post_feedforward_layernorm"), ("ffn_norm", "pre_feedforward_layernorm"),
        ("token_embd", "embed_tokens"), ("output_norm", "norm"), ("output", "lm_head"),
    ];

    public static TensorName Parse(string name) =>
        Layered().Match(name) is { Success: true } match ? new TensorName(int.Parse(match.Groups[1].Value), match.Groups[2].Value) : new TensorName(null, name);

    public TensorName In(int layer) => this with { Layer = layer };

    /// <summary>Whether it comes behind the last layer.</summary>
    public bool IsLast => Layer == null && Part.StartsWith("output", StringComparison.Ordinal);

    /// <summary>Whether it is worked out from a model's numbers and was never learnt.</summary>
    public bool IsComputed => Part.StartsWith("rope_", StringComparison.Ordinal);

    /// <summary>This name and Hugging Face's, for filters.</summary>
    public IReadOnlyList<string> Aliases
    {
        get
        {
            string part = Part;
            string? other = s_names.FirstOrDefault(n => part.StartsWith(n.Gguf + ".", StringComparison.Ordinal)).HuggingFace;
            return other == null ? [ToString()] : [ToString(), $"{(Layer is { } layer ? $"model.layers.{layer}.{other}" : other == "lm_head" ? other : $"model.{other}")}{part[part.IndexOf('.')..]}"];
        }
    }

    public override string ToString() => Layer is { } layer ? $"blk.{layer}.{Part}" : Part;

    [GeneratedRegex(@"^blk\.(\d+)\.(.+)$")]
    private static partial Regex Layered();
}
