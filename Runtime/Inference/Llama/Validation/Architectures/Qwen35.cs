using System.Linq;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>Qwen 3.5: most layers keep a state (a gated delta net) in place of keys; every fourth or so attends, and gates what it finds.</summary>
    internal static class Qwen35
    {
        const int MaxKernel = 16;

        public static void Check(ModelLayout m, bool hasExperts)
        {
            HyperParameters p = m.Numbers;
            m.SkipPredictors();
            m.Ends();
            AttentionShape attention = m.Attention();
            CheckSections(m, attention.Keys);
            bool[] keepsState = States(m);
            var state = new State(m);
            ExpertShape experts = hasExperts ? m.Experts() : default;
            long hidden = p.Shared(hasExperts ? "expert_shared_feed_forward_length" : "feed_forward_length", m.Blocks, 1, ModelLayout.MaxWidth);
            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Norms("attn_norm", "post_attention_norm");
                if (keepsState[i])
                    state.Check(layer, m.Width);
                else
                    Attention(layer, attention, m.Width);
                if (hasExperts)
                {
                    layer.Experts(experts, mayMerge: true);
                    layer.Matrix("ffn_gate_inp_shexp.weight", m.Width, 1);
                }

                layer.FeedForward(hidden, hasExperts ? "_shexp" : "");
            }
        }

        /// <summary>Queries come with as many gates.</summary>
        static void Attention(LayerTensors layer, AttentionShape shape, long width)
        {
            layer.Matrix("attn_q.weight", width, 2 * shape.Queries);
            layer.Matrix("attn_k.weight", width, shape.Values);
            layer.Matrix("attn_v.weight", width, shape.Values);
            layer.Matrix("attn_output.weight", shape.Queries, width);
            layer.HeadNorms(shape.Keys);
        }

        /// <summary>How many pairs of a head turn with time, height and width; a text has only time. ggml divides by their sum.</summary>
        static void CheckSections(ModelLayout m, long keys)
        {
            const string name = "rope.dimension_sections";
            long[] sections = m.Numbers.IsList(name) ? m.Numbers.Counts(name, 4, 0, keys) : throw m.Unsound($"it lacks the list '{name}'");
            if (sections.Take(3).Sum() == 0 || sections.Sum() > keys)
                throw m.Unsound($"its {name} do not fit heads of {keys}");
        }

        /// <summary>Which layers keep a state. There must be both kinds: llama.cpp makes a memory for each.</summary>
        static bool[] States(ModelLayout m)
        {
            const string list = "attention.recurrent_layers", interval = "full_attention_interval";
            long every = m.Numbers.Count(interval, 1, m.Blocks, 4);
            bool[] states = m.Numbers.Has(list)
                ? m.Numbers.Counts(list, m.Blocks, 0, 1).Take((int)m.Layers).Select(n => n != 0).ToArray()
                : Enumerable.Range(1, (int)m.Layers).Select(i => i % every != 0).ToArray();
            return states.Contains(true) && states.Contains(false) ? states : throw m.Unsound($"its {(m.Numbers.Has(list) ? list : interval)} leaves layers of one kind only");
        }

        /// <summary>The shape of a layer's state.</summary>
        readonly struct State
        {
            readonly long _kernel, _size, _heads, _keyHeads;

            public State(ModelLayout m)
            {
                _kernel = m.Numbers.Count("ssm.conv_kernel", 2, MaxKernel);
                _size = m.Numbers.Count("ssm.state_size", 1, 1024);
                _heads = m.Numbers.Count("ssm.time_step_rank", 1, 1024);
                _keyHeads = m.Numbers.Count("ssm.group_count", 1, _heads);
                m.Numbers.Count("ssm.inner_size", _size * _heads, _size * _heads);
                if (_heads % _keyHeads != 0)
                    throw m.Unsound($"its {_heads} heads of ssm.time_step_rank cannot share {_keyHeads} of ssm.group_count");
            }

            public void Check(LayerTensors layer, long width)
            {
                long inner = _size * _heads, all = inner + 2 * _size * _keyHeads;
                layer.Matrix("attn_qkv.weight", width, all);
                layer.Matrix("attn_gate.weight", width, inner);
                layer.Vector("ssm_conv1d.weight", _kernel, all);
                layer.Vector("ssm_dt.bias", _heads);
                layer.Vector("ssm_a", _heads);
                layer.Matrix("ssm_beta.weight", width, _heads);
                layer.Matrix("ssm_alpha.weight", width, _heads);
                layer.Vector("ssm_norm.weight", _size);
                layer.Matrix("ssm_out.weight", inner, width);
            }
        }
    }
}
