using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>BERT, which reads a text at once and embeds it.</summary>
    internal static class Bert
    {
        public static void Check(ModelLayout m)
        {
            HyperParameters p = m.Numbers;
            p.Flag("attention.causal", only: false);
            p.Real("attention.layer_norm_epsilon", 0, 1, isNeeded: true);
            long heads = p.Shared("attention.head_count", m.Blocks, 1, m.Width), hidden = m.FeedForward();
            if (m.Width % heads != 0)
                throw m.Unsound($"its width of {m.Width} is no multiple of its {heads} heads");
            long keys = m.Width / heads;
            p.Shared("attention.head_count_kv", m.Blocks, heads, heads, heads);
            p.Count("attention.key_length", keys, keys, keys);
            p.Count("attention.value_length", keys, keys, keys);
            long types = m.TokenTypes();

            m.Tensors.Matrix("token_embd.weight", m.Width, m.Vocabulary);
            m.Tensors.Matrix("position_embd.weight", m.Width, m.Context);
            m.Tensors.OptionalVector("token_types.weight", m.Width, types);
            m.Tensors.Vector("token_embd_norm.weight", m.Width);
            m.Tensors.Vector("token_embd_norm.bias", m.Width);
            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Attention(new AttentionShape(heads, heads, keys, keys));
                layer.OptionalVector("attn_output.bias", m.Width);
                layer.Norms("attn_output_norm", "layer_output_norm");
                layer.Vector("attn_output_norm.bias", m.Width);
                layer.Vector("layer_output_norm.bias", m.Width);
                layer.Matrix("ffn_up.weight", m.Width, hidden);
                layer.OptionalVector("ffn_up.bias", hidden);
                layer.Matrix("ffn_down.weight", hidden, m.Width);
                layer.OptionalVector("ffn_down.bias", m.Width);
            }
        }
    }
}
