namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>The tensors of one layer, by the parts that architectures have in common. Each member ticks off what it names.</summary>
    internal readonly struct LayerTensors
    {
        readonly TensorTable _tensors;
        readonly string _prefix;
        readonly long _width;

        /// <param name="tensors">All of the model.</param>
        /// <param name="prefix">E.g. <c>blk.0.</c></param>
        /// <param name="width">Values of a token between the layers.</param>
        public LayerTensors(TensorTable tensors, string prefix, long width)
        {
            _tensors = tensors;
            _prefix = prefix;
            _width = width;
        }

        public void Matrix(string name, long inputs, long outputs, long count = 1) => _tensors.Matrix(_prefix + name, inputs, outputs, count);

        public bool OptionalMatrix(string name, long inputs, long outputs, long count = 1) => _tensors.OptionalMatrix(_prefix + name, inputs, outputs, count);

        public void Vector(string name, long count, long rows = 1) => _tensors.Vector(_prefix + name, count, rows);

        public void OptionalVector(string name, long count) => _tensors.OptionalVector(_prefix + name, count);

        /// <summary>Norms over a token's values.</summary>
        public void Norms(params string[] names)
        {
            foreach (string name in names)
                Vector(name + ".weight", _width);
        }

        /// <summary>Queries, keys, values and what becomes of them; the first three may have biases.</summary>
        public void Attention(AttentionShape shape)
        {
            Projection("attn_q", shape.Queries);
            Projection("attn_k", shape.Values);
            Projection("attn_v", shape.Values);
            Matrix("attn_output.weight", shape.Queries, _width);
        }

        /// <summary>Norms over each head's queries and keys.</summary>
        public void HeadNorms(long keys)
        {
            Vector("attn_q_norm.weight", keys);
            Vector("attn_k_norm.weight", keys);
        }

        /// <param name="hidden">Values within.</param>
        /// <param name="suffix">Behind the tensors' names.</param>
        public void FeedForward(long hidden, string suffix = "")
        {
            Matrix($"ffn_gate{suffix}.weight", _width, hidden);
            Matrix($"ffn_up{suffix}.weight", _width, hidden);
            Matrix($"ffn_down{suffix}.weight", hidden, _width);
        }

        /// <summary>The router, and the experts that it chooses among.</summary>
        /// <param name="shape">Of them.</param>
        /// <param name="mayMerge">Whether gate and up may be one tensor.</param>
        public void Experts(ExpertShape shape, bool mayMerge = false)
        {
            Matrix("ffn_gate_inp.weight", _width, shape.Count);
            if (!mayMerge || !OptionalMatrix("ffn_gate_up_exps.weight", _width, 2 * shape.FeedForward, shape.Count))
            {
                Matrix("ffn_gate_exps.weight", _width, shape.FeedForward, shape.Count);
                Matrix("ffn_up_exps.weight", _width, shape.FeedForward, shape.Count);
            }

            Matrix("ffn_down_exps.weight", shape.FeedForward, _width, shape.Count);
        }

        void Projection(string name, long outputs)
        {
            Matrix(name + ".weight", _width, outputs);
            OptionalVector(name + ".bias", outputs);
        }
    }
}
