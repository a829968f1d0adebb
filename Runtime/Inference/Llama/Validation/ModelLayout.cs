using System.Collections.Generic;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>A model by its header: the numbers that llama.cpp reads of every architecture, checked, and the tensors that a check ticks off.</summary>
    /// <remarks>After llama_model_base::load_hparams. What it leaves out of the numbers is refused by <see cref="End"/> unless a check has asked for it.</remarks>
    internal sealed class ModelLayout
    {
        public const int MaxWidth = 1 << 20;
        public const int MaxTokens = 1 << 24; // of a context
        const int MaxLayers = 512; // LLAMA_MAX_LAYERS
        const int UsualWindow = 4096; // what llama.cpp takes, or it wants to be told
        const int MaxHeads = 1024;
        const int MaxExperts = 1024; // LLAMA_MAX_EXPERTS

        readonly GgufFile _file;
        readonly HashSet<string> _unused = new HashSet<string>
        {
            "nextn_predict_layers", "expert_count", "expert_used_count", "expert_group_count", "expert_group_used_count",
        };

        /// <param name="file">Its header.</param>
        /// <param name="vocabulary">Its tokens.</param>
        public ModelLayout(GgufFile file, int vocabulary)
        {
            _file = file;
            Vocabulary = vocabulary;
            Numbers = new HyperParameters(file, file.Text("general.architecture") + ".");
            Tensors = new TensorTable(file);
            Context = Numbers.Count("context_length", 1, MaxTokens);
            Blocks = Layers = Numbers.Count("block_count", 1, MaxLayers);
            Width = Numbers.Count("embedding_length", 1, MaxWidth);
            Numbers.Count("embedding_length_out", Width, Width, Width);
            Numbers.Count("rope.scaling.original_context_length", 1, MaxTokens, Context);
            Numbers.Choice("rope.scaling.type", "linear", "none", "yarn"); // longrope needs tensors that no architecture here has
            foreach (string name in new[] { "rope.freq_base", "rope.freq_base_swa" })
                Numbers.Real(name, 1, 1e12);
            foreach (string name in new[] { "rope.scaling.factor", "rope.scale_linear" })
                Numbers.Real(name, 0, 1e6);
        }

        public HyperParameters Numbers { get; }

        public TensorTable Tensors { get; }

        public int Vocabulary { get; }

        public long Context { get; }

        /// <summary>Layers that a token passes through.</summary>
        public long Layers { get; private set; }

        /// <summary>Layers that the file counts: those, and the predictors.</summary>
        public long Blocks { get; }

        /// <summary>Values of a token between the layers.</summary>
        public long Width { get; }

        /// <summary>Width of the feed-forward part; one number for all layers.</summary>
        public long FeedForward() => Numbers.Shared("feed_forward_length", Blocks, 1, MaxWidth);

        /// <summary>The table of tokens, the last norm, and the output where it is not the table.</summary>
        public void Ends(string norm = "output_norm", bool isTied = false)
        {
            Tensors.Matrix("token_embd.weight", Width, Vocabulary);
            Tensors.Vector(norm + ".weight", Width);
            if (!isTied)
                Tensors.OptionalMatrix("output.weight", Width, Vocabulary);
        }

        /// <summary>Attention that reads from left to right, with heads that are alike in all layers.</summary>
        /// <param name="isWholeRotary">Whether the graph asserts that positions turn all values of a head.</param>
        /// <param name="isFull">Whether the heads must make up the width.</param>
        public AttentionShape Attention(bool isWholeRotary = false, bool isFull = false)
        {
            long heads = Heads(), keys = Keys(heads);
            var shape = new AttentionShape(heads, KeyHeads(heads), keys, Rotary(keys, isWholeRotary ? keys : 2));
            Numbers.Count("attention.key_length_swa", keys, keys, keys);
            Numbers.Count("attention.value_length_swa", keys, keys, keys);
            Numbers.Count("rope.dimension_count_swa", shape.Rotary, shape.Rotary, shape.Rotary);
            if (isFull && shape.Queries != Width)
                throw Unsound($"its {heads} heads of {keys} do not make up its width of {Width}");
            return shape;
        }

        /// <summary>Heads of queries; with them, what reading from left to right needs.</summary>
        public long Heads()
        {
            Numbers.Flag("attention.causal", only: true);
            Numbers.Real("attention.layer_norm_rms_epsilon", 0, 1, isNeeded: true);
            return Numbers.Shared("attention.head_count", Blocks, 1, MaxHeads);
        }

        /// <summary>Values of a head, of queries, keys and values alike.</summary>
        public long Keys(long heads, string suffix = "")
        {
            long keys = Numbers.Count("attention.key_length" + suffix, 1, MaxWidth, Width / heads);
            return Numbers.Count("attention.value_length" + suffix, keys, keys, Width / heads);
        }

        /// <summary>Values of a head that positions turn.</summary>
        public long Rotary(long keys, long least = 2, string suffix = "")
        {
            long rotary = Numbers.Count("rope.dimension_count" + suffix, least, keys, keys);
            return rotary % 2 == 0 ? rotary : throw Unsound($"its rope.dimension_count{suffix} of {rotary} is odd");
        }

        /// <summary>Kinds of tokens, of which an embedder may have a table.</summary>
        public long TokenTypes() => new HyperParameters(_file, "tokenizer.ggml.").Count("token_type_count", 1, 1024);

        /// <summary>Experts of which each token sees some; the file must hold their numbers.</summary>
        public ExpertShape Experts()
        {
            _unused.ExceptWith(new[] { "expert_count", "expert_used_count" });
            long count = Numbers.Count("expert_count", 1, MaxExperts);
            Numbers.Shared("expert_used_count", Blocks, 1, count);
            return new ExpertShape(count, Numbers.Shared("expert_feed_forward_length", Blocks, 1, MaxWidth));
        }

        /// <summary>Leaves out the last blocks if they only guess tokens ahead, as llama.cpp does unless it is asked for them.</summary>
        public void SkipPredictors()
        {
            _unused.Remove("nextn_predict_layers");
            Layers -= Numbers.Count("nextn_predict_layers", 0, Blocks - 1, 0);
            for (long i = Layers; i < Blocks; i++)
                Tensors.Unread($"blk.{i}.");
        }

        /// <summary>A window that some layers look back through, every so many layers one sees all.</summary>
        /// <param name="fallback">Every how many, where the file does not say.</param>
        /// <returns>Every how many; 0 if all look through it.</returns>
        public long Window(long fallback)
        {
            Numbers.Count("attention.sliding_window", 1, MaxTokens, UsualWindow);
            const string name = "attention.sliding_window_pattern";
            long period = Numbers.IsList(name) ? fallback : Numbers.Count(name, 0, MaxLayers, fallback); // llama.cpp passes over lists
            return period != 1 ? period : throw Unsound("its attention.sliding_window_pattern of 1 leaves no layer with the window that it claims");
        }

        /// <summary>The tensors of a layer.</summary>
        public LayerTensors Layer(long index) => new LayerTensors(Tensors, $"blk.{index}.", Width);

        /// <summary>Refuses tensors that nobody has ticked off, and numbers that would change what llama.cpp builds.</summary>
        public void End()
        {
            foreach (string name in _unused)
            {
                if (!Numbers.IsList(name))
                    Numbers.Count(name, 0, 0, 0);
                else
                    Numbers.Shared(name, Blocks, 0, 0);
            }

            Tensors.End();
        }

        public OjousamaException Unsound(string detail) => ModelCheck.Unsound(_file, detail);

        long KeyHeads(long heads)
        {
            long keyHeads = Numbers.Shared("attention.head_count_kv", Blocks, 1, heads, heads);
            return heads % keyHeads == 0 ? keyHeads : throw Unsound($"its {heads} heads cannot share {keyHeads} for its attention.head_count_kv");
        }
    }
}
