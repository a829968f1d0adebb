using System.Linq;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>Gemma 4: layers with a window have heads of their own size, the last layers share keys, and some models have experts beside the feed-forward.</summary>
    internal static class Gemma4
    {
        public static void Check(ModelLayout m)
        {
            HyperParameters p = m.Numbers;
            m.Ends();
            long heads = m.Heads();
            long[] keyHeads = p.Has("attention.head_count_kv") ? p.Counts("attention.head_count_kv", m.Layers, 1, heads) : Enumerable.Repeat(heads, (int)m.Layers).ToArray();
            long[] hidden = p.Counts("feed_forward_length", m.Layers, 1, ModelLayout.MaxWidth);
            long wideKeys = m.Keys(heads), windowKeys = p.Count("attention.key_length_swa", 1, ModelLayout.MaxWidth);
            p.Count("attention.value_length_swa", windowKeys, windowKeys);
            long rotary = m.Rotary(wideKeys);
            if (p.Count("rope.dimension_count_swa", 2, windowKeys, rotary) % 2 != 0)
                throw m.Unsound("its rope.dimension_count_swa is odd");
            bool[] isWindow = Windows(m);
            long firstShared = m.Layers - p.Count("attention.shared_kv_layers", 0, m.Layers - 1, 0);
            CheckShared(m, isWindow, keyHeads, firstShared);
            bool hasExperts = p.Has("expert_count") && p.Count("expert_count", 0, int.MaxValue) > 0;
            ExpertShape experts = hasExperts ? m.Experts() : default;
            long layerWidth = p.Count("embedding_length_per_layer_input", 0, ModelLayout.MaxWidth);

            m.Tensors.Vector("rope_freqs.weight", wideKeys / 2);
            if (layerWidth > 0)
                PerLayerEmbedding.Check(m, layerWidth);
            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Norms("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm");
                if (heads % keyHeads[i] != 0)
                    throw m.Unsound($"its {heads} heads cannot share {keyHeads[i]} for its attention.head_count_kv");
                Attention(layer, m.Width, new AttentionShape(heads, keyHeads[i], isWindow[i] ? windowKeys : wideKeys, rotary), hasKeys: i < firstShared);
                layer.FeedForward(hidden[i]);
                layer.OptionalVector("layer_output_scale.weight", 1);
                if (layerWidth > 0)
                    PerLayerEmbedding.Check(layer, m.Width, layerWidth);
                if (!hasExperts || !layer.OptionalMatrix("ffn_gate_inp.weight", m.Width, experts.Count))
                    continue;
                layer.Experts(experts, mayMerge: true);
                layer.Vector("ffn_gate_inp.scale", m.Width);
                layer.OptionalVector("ffn_down_exps.scale", experts.Count);
                layer.Norms("pre_ffw_norm_2", "post_ffw_norm_1", "post_ffw_norm_2");
            }
        }

        /// <summary>Which layers look through the window.</summary>
        static bool[] Windows(ModelLayout m)
        {
            const string name = "attention.sliding_window_pattern";
            m.Numbers.Count("attention.sliding_window", 1, ModelLayout.MaxTokens);
            bool[] windows = m.Numbers.Counts(name, m.Layers, 0, 1).Select(n => n != 0).ToArray();
            return windows.Contains(true) && windows.Contains(false) ? windows : throw m.Unsound($"its {name} leaves layers of one kind only");
        }

        /// <summary>The last layers take their keys from the last two that have their own, of which one must look through the window and one see all.</summary>
        static void CheckShared(ModelLayout m, bool[] isWindow, long[] keyHeads, long firstShared)
        {
            if (firstShared < 2 || (firstShared < m.Layers && (!isWindow[firstShared - 2] || isWindow[firstShared - 1])))
                throw m.Unsound("the last two layers before its attention.shared_kv_layers are not one with attention.sliding_window_pattern and one without");
            for (long i = firstShared; i < m.Layers; i++)
            {
                if (keyHeads[i] != keyHeads[firstShared - (isWindow[i] ? 2 : 1)])
                    throw m.Unsound($"its attention.head_count_kv of layer {i} is not that of the layer whose keys it shares");
            }
        }

        /// <summary>Where there are no values, keys serve as such.</summary>
        static void Attention(LayerTensors layer, long width, AttentionShape shape, bool hasKeys)
        {
            layer.Matrix("attn_q.weight", width, shape.Queries);
            layer.Vector("attn_q_norm.weight", shape.Keys);
            layer.Matrix("attn_output.weight", shape.Queries, width);
            layer.OptionalMatrix("attn_v.weight", width, shape.Values);
            if (hasKeys)
            {
                layer.Matrix("attn_k.weight", width, shape.Values);
                layer.Vector("attn_k_norm.weight", shape.Keys);
            }
            else
            {
                layer.OptionalMatrix("attn_k.weight", width, shape.Values);
                layer.OptionalVector("attn_k_norm.weight", shape.Keys);
            }
        }
    }
}
