using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>Plain decoders: layers of attention and feed-forward, all of one kind.</summary>
    internal static class Decoder
    {
        /// <param name="m">The model.</param>
        /// <param name="parts">What it has.</param>
        /// <param name="period">Every how many layers one sees all, where the file does not say.</param>
        public static void Check(ModelLayout m, Parts parts, long period = 0)
        {
            bool Has(Parts part) => (parts & part) != 0;

            m.Ends(isTied: Has(Parts.TiedOutput));
            AttentionShape attention = m.Attention(Has(Parts.WholeRotary), Has(Parts.FullHeads));
            if (Has(Parts.Window) || (Has(Parts.OptionalWindow) && m.Numbers.Count("attention.sliding_window", 0, ModelLayout.MaxTokens, 0) > 0))
                m.Window(period);
            if (Has(Parts.LogitBias))
                m.Tensors.OptionalVector("output.bias", m.Vocabulary);
            if (Has(Parts.LogitScale))
                m.Numbers.Real("logit_scale", 1e-6, 1e6, isNeeded: true);
            if (Has(Parts.RotaryFactors))
                m.Tensors.OptionalVector("rope_freqs.weight", attention.Rotary / 2);
            if (m.Numbers.Has("deepstack_mapping"))
                throw m.Unsound("it takes in pictures layer by layer, which this package does not"); // Granite's; the input would be as wide as all of them
            ExpertShape experts = Has(Parts.Experts) ? m.Experts() : default;
            long hidden = Has(Parts.Experts) ? 0 : m.FeedForward();
            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Norms("attn_norm", "ffn_norm");
                layer.Attention(attention);
                if (Has(Parts.HeadNorms))
                    layer.HeadNorms(attention.Keys);
                if (Has(Parts.PostNorms))
                    layer.Norms("post_attention_norm", "post_ffw_norm");
                if (Has(Parts.Experts))
                    layer.Experts(experts);
                else
                    layer.FeedForward(hidden);
                if (!Has(Parts.OutputBiases))
                    continue;
                foreach (string name in new[] { "attn_output", "ffn_down" })
                    layer.OptionalVector(name + ".bias", m.Width);
                foreach (string name in new[] { "ffn_gate", "ffn_up" })
                    layer.OptionalVector(name + ".bias", hidden);
            }
        }
    }
}
