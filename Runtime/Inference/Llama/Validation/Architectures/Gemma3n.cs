namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>Gemma 3n: four streams of a token of which one is computed (AltUp), a low-rank side path (Laurel), and an embedding for each layer.</summary>
    internal static class Gemma3n
    {
        // llama.cpp does not read these of the file: n_altup, laurel_rank, n_embd_altup, n_layer_kv_from_start.
        const int Streams = 4, Rank = 64, LayerWidth = 256, OwnKeys = 20;

        public static void Check(ModelLayout m)
        {
            m.Ends();
            AttentionShape attention = m.Attention();
            long hidden = m.FeedForward(), period = m.Window(fallback: 5);
            if (m.Layers > OwnKeys && (period == 0 || OwnKeys % period != 0)) // later layers take keys from the last two of their own: through the window, and all
                throw m.Unsound($"its attention.sliding_window_pattern of {period} leaves layers from {OwnKeys} on without keys to share");

            m.Tensors.Matrix("altup_proj.weight", m.Width, m.Width, Streams - 1);
            m.Tensors.Matrix("altup_unembd_proj.weight", m.Width, m.Width, Streams - 1);
            PerLayerEmbedding.Check(m, LayerWidth);
            for (int i = 0; i < m.Layers; i++)
            {
                LayerTensors layer = m.Layer(i);
                layer.Norms("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm", "altup_router_norm", "laurel_post_norm");
                layer.Attention(attention);
                layer.HeadNorms(attention.Keys);
                layer.FeedForward(hidden);
                PerLayerEmbedding.Check(layer, m.Width, LayerWidth);
                layer.Vector("altup_correct_scale.weight", m.Width);
                layer.Matrix("altup_correct_coef.weight", Streams, Streams);
                layer.Matrix("altup_predict_coef.weight", Streams, Streams * Streams);
                layer.Matrix("altup_router.weight", m.Width, Streams);
                layer.Matrix("laurel_l.weight", m.Width, Rank);
                layer.Matrix("laurel_r.weight", Rank, m.Width);
            }
        }
    }
}
