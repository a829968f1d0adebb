using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>Gemma's second table of tokens, which adds a few values in each layer.</summary>
    internal static class PerLayerEmbedding
    {
        /// <param name="m">The model.</param>
        /// <param name="width">Values for each layer.</param>
        public static void Check(ModelLayout m, long width)
        {
            m.Tensors.Matrix("per_layer_token_embd.weight", width * m.Layers, m.Vocabulary);
            m.Tensors.Matrix("per_layer_model_proj.weight", m.Width, width * m.Layers);
            m.Tensors.Vector("per_layer_proj_norm.weight", width);
        }

        public static void Check(LayerTensors layer, long modelWidth, long width)
        {
            layer.Matrix("inp_gate.weight", modelWidth, width);
            layer.Matrix("proj.weight", width, modelWidth);
            layer.Norms("post_norm");
        }
    }
}
