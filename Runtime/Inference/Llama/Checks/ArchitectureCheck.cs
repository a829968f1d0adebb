using System;

namespace Ojousama.Inference.Llama
{
    /// <summary>Checks numbers and tensors of the architectures that this package runs, as llama.cpp's loader and graphs take them for granted.</summary>
    /// <remarks>
    /// After llama_model_base::load_hparams, the load_arch_hparams and load_arch_tensors of each architecture, and the asserts of the
    /// operations in their graphs. An architecture that is not here is refused: nobody has read what would end the process.
    /// </remarks>
    internal static class ArchitectureCheck
    {
        const int MaxLayers = 512; // LLAMA_MAX_LAYERS
        const int MaxTokens = 1 << 24; // of a context
        const int MaxWidth = 1 << 20;
        const int MaxHeads = 1024;

        static readonly string[] s_spoken = { "gemma3", "gemma2", "gemma", "llama", "qwen2", "qwen3" };

        /// <param name="file">Its header.</param>
        /// <param name="vocabulary">Its tokens.</param>
        /// <exception cref="OjousamaException">llama.cpp would not bear it, or the architecture is not known here.</exception>
        public static void Check(GgufFile file, int vocabulary)
        {
            string architecture = file.Text("general.architecture");
            foreach (var (key, value) in file.Values)
            {
                if (value.Type == GgufType.Float32 && key.StartsWith(architecture + ".", StringComparison.Ordinal) && !IsFinite(value.Number))
                    throw ModelCheck.Unsound(file, $"its '{key}' is no number");
            }

            if (architecture == "bert")
                Embedder(file, new HyperParameters(file, "bert."), vocabulary);
            else if (Array.IndexOf(s_spoken, architecture) >= 0)
                Speaker(file, architecture, new HyperParameters(file, architecture + "."), vocabulary);
            else
                throw new OjousamaException(
                    $"{file.Path} is a model of the architecture '{architecture}', which this package does not run",
                    $"Take one of the Gemma 3 family; {string.Join(", ", s_spoken)} load, and bert as an embedder");
        }

        static void Speaker(GgufFile file, string architecture, HyperParameters p, int vocabulary)
        {
            bool isGemma = architecture.StartsWith("gemma", StringComparison.Ordinal);
            bool isGemma23 = architecture == "gemma2" || architecture == "gemma3";
            Shape shape = Common(p);
            p.Flag("attention.causal", only: true);
            p.Real("attention.layer_norm_rms_epsilon", 0, 1, isNeeded: true);
            long keys = p.Count("attention.key_length", 1, MaxWidth, shape.Width / shape.Heads);
            p.Count("attention.value_length", keys, keys, shape.Width / shape.Heads);
            long rotary = p.Count("rope.dimension_count", 2, keys, keys);
            if (rotary % 2 != 0 || (architecture == "llama" && rotary != keys))
                throw ModelCheck.Unsound(file, $"its rope.dimension_count of {rotary} does not fit heads of {keys}");
            p.Count("attention.key_length_swa", keys, keys, keys);
            p.Count("attention.value_length_swa", keys, keys, keys);
            p.Count("rope.dimension_count_swa", rotary, rotary, rotary);
            if (isGemma23 && (p.Count("attention.sliding_window", 0, MaxTokens, 0) > 0 || architecture == "gemma2")
                && p.Count("attention.sliding_window_pattern", 0, MaxLayers, 6) == 1) // every first layer sees all: there is no window
                throw ModelCheck.Unsound(file, "its attention.sliding_window_pattern of 1 leaves no layer with the window that it claims");
            if (architecture == "qwen2" && keys * shape.Heads != shape.Width)
                throw ModelCheck.Unsound(file, $"its {shape.Heads} heads of {keys} do not make up its width of {shape.Width}");

            var tensors = new TensorTable(file);
            tensors.Matrix("token_embd.weight", shape.Width, vocabulary);
            if (!isGemma || architecture == "gemma3")
                tensors.OptionalMatrix("output.weight", shape.Width, vocabulary);
            if (architecture == "qwen2")
                tensors.OptionalVector("output.bias", vocabulary);
            if (architecture == "llama")
                tensors.OptionalVector("rope_freqs.weight", rotary / 2);
            tensors.Vector("output_norm.weight", shape.Width);
            for (int i = 0; i < shape.Layers; i++)
            {
                string block = $"blk.{i}.";
                tensors.Vector(block + "attn_norm.weight", shape.Width);
                Attention(tensors, block, shape, keys);
                if (architecture == "gemma3" || architecture == "qwen3")
                {
                    tensors.Vector(block + "attn_q_norm.weight", keys);
                    tensors.Vector(block + "attn_k_norm.weight", keys);
                }

                tensors.Vector(block + "ffn_norm.weight", shape.Width);
                tensors.Matrix(block + "ffn_gate.weight", shape.Width, shape.FeedForward);
                tensors.Matrix(block + "ffn_up.weight", shape.Width, shape.FeedForward);
                tensors.Matrix(block + "ffn_down.weight", shape.FeedForward, shape.Width);
                if (isGemma23)
                {
                    tensors.Vector(block + "post_attention_norm.weight", shape.Width);
                    tensors.Vector(block + "post_ffw_norm.weight", shape.Width);
                }
            }

            tensors.End();
        }

        static void Embedder(GgufFile file, HyperParameters p, int vocabulary)
        {
            Shape shape = Common(p);
            p.Flag("attention.causal", only: false);
            p.Real("attention.layer_norm_epsilon", 0, 1, isNeeded: true);
            if (shape.Width % shape.Heads != 0)
                throw ModelCheck.Unsound(file, $"its width of {shape.Width} is no multiple of its {shape.Heads} heads");
            long keys = shape.Width / shape.Heads;
            p.Count("attention.key_length", keys, keys, keys);
            p.Count("attention.value_length", keys, keys, keys);
            long types = new HyperParameters(file, "").Count("tokenizer.ggml.token_type_count", 1, 1024);

            var tensors = new TensorTable(file);
            tensors.Matrix("token_embd.weight", shape.Width, vocabulary);
            tensors.Matrix("position_embd.weight", shape.Width, shape.Context);
            tensors.OptionalVector("token_types.weight", shape.Width, types);
            Norm(tensors, "token_embd_norm", shape.Width);
            for (int i = 0; i < shape.Layers; i++)
            {
                string block = $"blk.{i}.";
                Attention(tensors, block, shape, keys);
                tensors.OptionalVector(block + "attn_output.bias", shape.Width);
                Norm(tensors, block + "attn_output_norm", shape.Width);
                tensors.Matrix(block + "ffn_up.weight", shape.Width, shape.FeedForward);
                tensors.OptionalVector(block + "ffn_up.bias", shape.FeedForward);
                tensors.Matrix(block + "ffn_down.weight", shape.FeedForward, shape.Width);
                tensors.OptionalVector(block + "ffn_down.bias", shape.Width);
                Norm(tensors, block + "layer_output_norm", shape.Width);
            }

            tensors.End();
        }

        /// <summary>What llama.cpp reads of every model.</summary>
        static Shape Common(HyperParameters p)
        {
            long heads = p.Count("attention.head_count", 1, MaxHeads);
            var shape = new Shape(
                context: p.Count("context_length", 1, MaxTokens),
                layers: p.Count("block_count", 1, MaxLayers),
                width: p.Count("embedding_length", heads, MaxWidth),
                feedForward: p.Count("feed_forward_length", 1, MaxWidth),
                heads,
                keyHeads: p.Count("attention.head_count_kv", 1, heads, heads));
            if (heads % shape.KeyHeads != 0)
                p.Count("attention.head_count_kv", heads, heads); // says what would fit in any case
            foreach (string absent in new[] { "nextn_predict_layers", "expert_count", "expert_used_count", "expert_group_count", "expert_group_used_count" })
                p.Count(absent, 0, 0, 0);
            p.Count("embedding_length_out", shape.Width, shape.Width, shape.Width);
            p.Count("rope.scaling.original_context_length", 1, MaxTokens, shape.Context);
            p.Choice("rope.scaling.type", "linear", "none", "yarn"); // longrope needs tensors that no architecture here has
            p.Real("rope.freq_base", 1, 1e12);
            p.Real("rope.freq_base_swa", 1, 1e12);
            p.Real("rope.scaling.factor", 0, 1e6);
            p.Real("rope.scale_linear", 0, 1e6);
            return shape;
        }

        static void Attention(TensorTable tensors, string block, Shape shape, long keys)
        {
            Projection("attn_q", shape.Heads);
            Projection("attn_k", shape.KeyHeads);
            Projection("attn_v", shape.KeyHeads);
            tensors.Matrix(block + "attn_output.weight", keys * shape.Heads, shape.Width);

            void Projection(string name, long heads)
            {
                tensors.Matrix($"{block}{name}.weight", shape.Width, keys * heads);
                tensors.OptionalVector($"{block}{name}.bias", keys * heads);
            }
        }

        static void Norm(TensorTable tensors, string name, long width)
        {
            tensors.Vector(name + ".weight", width);
            tensors.Vector(name + ".bias", width);
        }

        static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);

        sealed class Shape
        {
            public Shape(long context, long layers, long width, long feedForward, long heads, long keyHeads)
            {
                Context = context;
                Layers = layers;
                Width = width;
                FeedForward = feedForward;
                Heads = heads;
                KeyHeads = keyHeads;
            }

            public long Context { get; }

            public long Layers { get; }

            /// <summary>Values of a token between the layers.</summary>
            public long Width { get; }

            public long FeedForward { get; }

            public long Heads { get; }

            /// <summary>Heads of keys and values, each shared by several of the queries'.</summary>
            public long KeyHeads { get; }
        }
    }
}
