using System.Linq;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>LFM2 and LFM2.5: short convolutions that keep a state, and between them layers of attention, which are those with heads of keys.</summary>
    internal static class Lfm2
    {
        const int MaxKernel = 16, LastGating = 3; // LLAMA_EXPERT_GATING_FUNC_TYPE_SOFTMAX_WEIGHT

        public static void Check(ModelLayout m, bool hasExperts)
        {
            HyperParameters p = m.Numbers;
            m.Ends(norm: "token_embd_norm");
            long kernel = p.Count("shortconv.l_cache", 2, MaxKernel);
            long heads = m.Heads(), keys = m.Keys(heads), rotary = m.Rotary(keys);
            p.Count("attention.sliding_window", 0, 0, 0);
            if (keys * heads != m.Width)
                throw m.Unsound($"its {heads} heads of {keys} do not make up its width of {m.Width}");
            long[] keyHeads = p.Counts("attention.head_count_kv", m.Layers, 0, heads);
            if (keyHeads.All(n => n == 0) || keyHeads.All(n => n != 0)) // llama.cpp makes a memory for each kind
                throw m.Unsound("its attention.head_count_kv leaves layers of one kind only");
            long hidden = m.FeedForward(), dense = hasExperts ? p.Count("leading_dense_block_count", 0, m.Layers, 0) : m.Layers;
            ExpertShape experts = hasExperts ? m.Experts() : default;
            if (hasExperts)
                p.Count("expert_gating_func", 1, LastGating);

            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Norms("attn_norm", "ffn_norm");
                if (keyHeads[i] == 0)
                {
                    layer.Vector("shortconv.conv.weight", kernel, m.Width);
                    layer.Matrix("shortconv.in_proj.weight", m.Width, 3 * m.Width);
                    layer.Matrix("shortconv.out_proj.weight", m.Width, m.Width);
                }
                else
                {
                    if (heads % keyHeads[i] != 0)
                        throw m.Unsound($"its {heads} heads cannot share {keyHeads[i]} for its attention.head_count_kv");
                    layer.Attention(new AttentionShape(heads, keyHeads[i], keys, rotary));
                    layer.HeadNorms(keys);
                }

                if (i < dense)
                {
                    layer.FeedForward(hidden);
                    continue;
                }

                layer.Experts(experts);
                layer.Vector("exp_probs_b.bias", experts.Count);
            }
        }
    }
}
